/**
 * For whom a door works on this device: whoever is signed in, or, while there is no network to sign in
 * with, whose session ran out by itself. It opens what this device has anyway; nothing is sent without a
 * session (docs/decisions/165).
 */
import { createContext, useContext } from 'react';
import { useOnline } from '../../../lib/online.ts';
import { useSession } from '../../session/api/session.tsx';
import { keptSession } from '../../sessions/api/kept-session.ts';

/** Undefined where somebody has to sign in first. */
export function useHolder(): string | undefined {
  const { status, who } = useSession();
  const online = useOnline();
  if (status === 'in') return who;
  return status === 'expired' && !online ? keptSession.ranOut(Date.now()) : undefined;
}

const Holder = createContext<string | undefined>(undefined);
export const DoorHolder = Holder.Provider;

/** For whom the door around this works. */
export function useDoorHolder(): string {
  const { who } = useSession();
  return useContext(Holder) ?? who;
}
