/** Counting at a shelf: sent at once, or written down where there is no network. */
import { expectOk } from '@qikcard/client';
import {
  labelForPeople,
  type ResourceOwner,
  readLabel,
  type StockAuditLine,
} from '@qikcard/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { signalCheckedOut, signalRefused } from '../../../lib/sound.ts';
import { useSession } from '../../session/api/session.tsx';
import { countOf, isUnreachable, toHex, useDeskQueue } from './desk-queue.ts';
import { type DeskScan, shelfThing } from './desk-store.ts';
import { ownerText } from './things.ts';

export type Counted =
  | { kind: 'counted'; line: StockAuditLine }
  /** No network: kept on this device. */
  | { kind: 'saved'; name: string }
  | { kind: 'failed'; error: unknown };

export function useCount(auditId: bigint, owner: ResourceOwner) {
  const { qik, who = '' } = useSession();
  const cache = useQueryClient();
  const desk = ownerText(owner);
  const queue = useDeskQueue(desk);
  const [counted, setCounted] = useState<Counted>();
  const [busy, setBusy] = useState(0);

  const send = async (scan: DeskScan): Promise<Counted> => {
    try {
      if (!navigator.onLine) throw new Error('offline');
      const line = expectOk(await qik.event.stock_audit_scan(countOf(scan)));
      await cache.invalidateQueries({ queryKey: ['things'] });
      return { kind: 'counted', line };
    } catch (error) {
      if (!isUnreachable(error)) return { kind: 'failed', error };
      // The same id: if it was counted and only the answer was lost, it counts once.
      await queue.keep(scan);
      return { kind: 'saved', name: scan.thingName };
    }
  };

  const count = async (text: string): Promise<void> => {
    const label = readLabel(text);
    if (!label) return signalRefused();
    const scan: DeskScan = {
      ...{ who, owner: desk, kind: 'count', label, auditId: String(auditId) },
      scanId: toHex(crypto.getRandomValues(new Uint8Array(16))),
      thingName: (await shelfThing(who, desk, label))?.name ?? labelForPeople(label),
      ...{ thingId: '', payload: new Uint8Array(), borrower: '', loanId: '' },
      ...{ condition: '', note: '', capturedAtMs: Date.now() },
    };
    setBusy((n) => n + 1);
    const answer = await send(scan);
    setBusy((n) => n - 1);
    setCounted(answer);
    (answer.kind === 'failed' ? signalRefused : signalCheckedOut)();
  };

  return { count, counted, busy: busy > 0, queue };
}
