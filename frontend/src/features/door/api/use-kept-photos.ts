import { type RefObject, useEffect, useState } from 'react';
import { useSession } from '../../session/api/session.tsx';
import type { OfflineDoor } from './offline-door.ts';
import { keepPhotos } from './photos.ts';
import type { ListState } from './use-offline-door.ts';

/**
 * Fetches the faces of the list behind it and gives how many are here. Nobody waits for them: a door
 * decides without.
 */
export function useKeptPhotos(
  door: RefObject<OfflineDoor | undefined>,
  list: ListState | undefined,
): number {
  const { qik } = useSession();
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (list === undefined || door.current === undefined) return;
    keepPhotos(qik, door.current).then(setCount, (error) => console.warn(error));
  }, [qik, door, list]);
  return count;
}
