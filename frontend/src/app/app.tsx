import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BrowserRouter } from 'react-router';
import { ToastProvider } from '../components/ui/toast.tsx';
import type { RuntimeConfig } from '../config/runtime.ts';
import { RuntimeContext } from '../config/runtime-context.ts';
import { internetIdentity } from '../features/session/api/internet-identity.ts';
import { SessionProvider } from '../features/session/api/session.tsx';
import { makeQueryClient } from './query-client.ts';
import { AppRoutes } from './routes.tsx';
import { SessionWatch } from './session-watch.tsx';

/** The providers, in the order they need each other. */
export function App({ config }: { config: RuntimeConfig }) {
  const cache = useMemo(makeQueryClient, []);
  const auth = useMemo(() => internetIdentity(config.identityProvider), [config]);
  return (
    <QueryClientProvider client={cache}>
      <SessionProvider auth={auth} network={config.network}>
        <SessionWatch />
        <BrowserRouter>
          <ToastProvider>
            <RuntimeContext value={config}>
              <AppRoutes />
            </RuntimeContext>
          </ToastProvider>
        </BrowserRouter>
      </SessionProvider>
    </QueryClientProvider>
  );
}
