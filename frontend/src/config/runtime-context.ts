import { createContext, useContext } from 'react';
import type { RuntimeConfig } from './runtime.ts';

export const RuntimeContext = createContext<RuntimeConfig | undefined>(undefined);

/** What differs between deployments, as it was read when the app started. */
export function useRuntime(): RuntimeConfig {
  const config = useContext(RuntimeContext);
  if (!config) throw new Error('RuntimeContext is missing');
  return config;
}
