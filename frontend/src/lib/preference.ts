import { useSyncExternalStore } from 'react';

/** One choice of this person on this device, kept in local storage where that is allowed. */
export type Preference<T extends string> = {
  get(): T;
  set(value: T): void;
  subscribe(changed: () => void): () => void;
};

export function preference<T extends string>(
  key: string,
  allowed: readonly T[],
  fallback: () => T,
  apply: (value: T) => void = () => {},
): Preference<T> {
  const listeners = new Set<() => void>();
  let current = stored(key, allowed) ?? fallback();
  return {
    get: () => current,
    set(value) {
      current = value;
      store(key, value);
      apply(value);
      for (const changed of listeners) changed();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** The value of a preference, following its changes. */
export function usePreference<T extends string>(choice: Preference<T>): T {
  return useSyncExternalStore(choice.subscribe, choice.get);
}

function stored<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(key);
    return allowed.find((candidate) => candidate === value);
  } catch {
    return undefined;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked: the choice lasts until the page closes.
  }
}
