import { useState } from 'react';

const keyOf = (eventId: bigint) => `qikcard.gate.${eventId}`;

/** At which gate this device stands: remembered over a restart. */
export function useGate(eventId: bigint): [string, (gate: string) => void] {
  const [gate, setGate] = useState(() => localStorage.getItem(keyOf(eventId)) ?? '');
  const choose = (chosen: string) => {
    localStorage.setItem(keyOf(eventId), chosen);
    setGate(chosen);
  };
  return [gate, choose];
}
