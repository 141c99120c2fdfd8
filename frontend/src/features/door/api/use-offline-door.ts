import { type EventView, emptyPlan, type Gate } from '@qikcard/contracts';
import { useEffect, useRef, useState } from 'react';
import { useOnline } from '../../../lib/online.ts';
import { rootKeyBytes } from '../../../lib/root-key.ts';
import { trustOf } from '../../../lib/trust.ts';
import { useSession } from '../../session/api/session.tsx';
import { agesOf } from './age.ts';
import { dropOldPacks, loadPack, type Pack } from './door-store.ts';
import { useDoorHolder } from './holder.ts';
import { OfflineDoor } from './offline-door.ts';
import { forgetPhotos } from './photos.ts';

const REFRESH_EVERY_MS = 60_000;
/** How good the list is that this door would decide with if the network went now. */
export type ListState = {
  guests: number;
  /** When the subnet vouched for it. */
  asOfMs: number;
  /** Undefined: it has never been complete. */
  goodUntilMs: number | undefined;
  /** Of the plan. */
  gates: Gate[];
  /** That its lists ask for. */
  ages: number[];
};

/** Keeps a door ready to decide alone: loads what is here, fetches and checks what changed. */
export function useOfflineDoor(event: EventView) {
  const { qik, network, status } = useSession();
  const who = useDoorHolder();
  const online = useOnline();
  const door = useRef<OfflineDoor>(undefined);
  const latest = useRef(event);
  latest.current = event;
  const [list, setList] = useState<ListState>();
  const { id } = event;

  useEffect(() => {
    let isStopped = false;
    const say = () => {
      const { current } = door;
      if (isStopped || current === undefined) return;
      const asOfMs = current.roster.certifiedAt?.getTime() ?? 0;
      const { goodUntilMs, plan, roster } = current;
      setList({ guests: roster.size, asOfMs, goodUntilMs, gates: plan.gates, ages: agesOf(plan) });
    };
    const work = async () => {
      await dropOldPacks(Date.now());
      void forgetPhotos().catch((error) => console.warn(error));
      const trust = trustOf(network, id, rootKeyBytes(network));
      const pack = (await loadPack(who, id)) ?? emptyPack(latest.current);
      door.current ??= await OfflineDoor.from(who, pack, trust);
      say();
      if (online && status === 'in') await door.current.refresh(qik, latest.current);
      say();
    };
    // A door that cannot fetch its list goes on with the one it has, and shows how old that is.
    const attempt = () => void work().catch((error) => console.warn(error));
    attempt();
    const timer = setInterval(attempt, REFRESH_EVERY_MS);
    return () => {
      isStopped = true;
      clearInterval(timer);
    };
  }, [qik, who, network, id, online, status]);

  return { door, list };
}

const emptyPack = (event: EventView): Pack => ({
  event,
  plan: emptyPlan,
  policy: { possession: { Optional: null }, checked_by: { Reader: null }, plain_cards: false },
  roster: { version: 0n, head: undefined, certifiedAtMs: undefined, entries: [] },
});
