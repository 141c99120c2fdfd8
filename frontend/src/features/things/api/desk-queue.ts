/** Sends what a desk wrote down without a network; the canister's word is the last. */
import { Principal } from '@dfinity/principal';
import { expectOk, type QikCard, QikCardError } from '@qikcard/client';
import {
  type Condition,
  type LendingScan,
  type LendingVerdict,
  type ResourceRefusal,
  readCard,
} from '@qikcard/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useOnline } from '../../../lib/online.ts';
import { useSession } from '../../session/api/session.tsx';
import { type DeskScan, forgetScan, keepScan, scansOf } from './desk-store.ts';
import { newScan } from './loans.ts';

const SEND_EVERY_MS = 10_000;

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** There is no network: nobody has said no. */
export const isUnreachable = (error: unknown): boolean =>
  !navigator.onLine || (error instanceof QikCardError && error.kind === 'unreachable');

const methodOf = (payload: Uint8Array): LendingScan['method'] =>
  readCard(payload) ? { nfc: null } : payload.length > 0 ? { qr: null } : { web: null };

/** Tells the canister what happened at the desk; throws only when it cannot be reached. */
export async function sendScan(
  qik: QikCard,
  row: DeskScan,
  late: boolean,
): Promise<LendingVerdict> {
  const known = row.thingId === '' || (row.kind === 'return' && row.loanId === '');
  const found = known ? await qik.event.look_up_label(row.label) : undefined;
  if (found && 'Err' in found) return { Refused: found.Err };
  const { resource, loans } = found ? expectOk(found) : { resource: undefined, loans: [] };
  const loanId = row.loanId ? BigInt(row.loanId) : loans.length === 1 ? loans[0].id : undefined;
  if (row.kind === 'return' && loanId === undefined && row.payload.length === 0) {
    return {
      Refused:
        loans.length === 0
          ? { NotLent: null }
          : { SeveralLoans: { loan_ids: loans.map(({ id }) => id) } },
    };
  }
  const scan: LendingScan = newScan({
    scan_id: fromHex(row.scanId),
    payload: row.payload,
    resource_id: resource?.id ?? BigInt(row.thingId),
    borrower: row.borrower ? [Principal.fromText(row.borrower)] : [],
    loan_id: loanId !== undefined && row.kind === 'return' ? [loanId] : [],
    method: methodOf(row.payload),
    condition: row.condition ? [{ [row.condition]: null } as Condition] : [],
    note: row.note,
    offline: late
      ? [
          {
            captured_at_ns: BigInt(row.capturedAtMs) * 1_000_000n,
            reader_now_ns: BigInt(Date.now()) * 1_000_000n,
          },
        ]
      : [],
  });
  return row.kind === 'lend'
    ? qik.event.check_out_resource(scan)
    : qik.event.check_in_resource(scan);
}

/** Counts a thing that was seen without a network; throws only when the canister cannot be reached. */
async function sendCount(qik: QikCard, row: DeskScan): Promise<ResourceRefusal | undefined> {
  const counted = await qik.event.stock_audit_scan(countOf(row));
  return 'Err' in counted ? counted.Err : undefined;
}

/** A label that was seen; the same id counts once. */
export const countOf = ({ auditId = '0', scanId, label }: DeskScan) => ({
  audit_id: BigInt(auditId),
  scan_id: fromHex(scanId),
  label,
  count: 1,
  condition: [] as [],
});

/** The scans of a desk that wait, and those that the canister did not take. */
export function useDeskQueue(owner: string) {
  const { qik, who = '' } = useSession();
  const cache = useQueryClient();
  const online = useOnline();
  const [scans, setScans] = useState<DeskScan[]>([]);
  const look = useCallback(async () => setScans(await scansOf(who, owner)), [who, owner]);
  const waiting = scans.filter(({ refusal }) => refusal === undefined).length;
  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (!online || waiting === 0) return;
    let isStopped = false;
    const flush = async () => {
      for (const scan of await scansOf(who, owner)) {
        if (isStopped || scan.refusal) continue;
        try {
          const refusal =
            scan.kind === 'count'
              ? await sendCount(qik, scan)
              : refusalOf(await sendScan(qik, scan, true));
          await settle(scan, refusal);
        } catch {
          // Not reached: it waits for the next time.
          break;
        }
        await look();
      }
      await cache.invalidateQueries({ queryKey: ['things'] });
    };
    void flush();
    const timer = setInterval(flush, SEND_EVERY_MS);
    return () => {
      isStopped = true;
      clearInterval(timer);
    };
  }, [qik, who, owner, online, waiting, look, cache]);
  const keep = useCallback(
    async (scan: DeskScan) => {
      await keepScan(scan);
      await look();
    },
    [look],
  );
  const forget = useCallback(
    async (scanId: string) => {
      await forgetScan(scanId);
      await look();
    },
    [look],
  );
  return { waiting, conflicts: scans.filter(({ refusal }) => refusal), keep, forget };
}

const refusalOf = (verdict: LendingVerdict): ResourceRefusal | undefined =>
  'Refused' in verdict ? verdict.Refused : undefined;

async function settle(scan: DeskScan, refusal: ResourceRefusal | undefined): Promise<void> {
  if (refusal === undefined) return forgetScan(scan.scanId);
  const [code, data] = Object.entries(refusal)[0];
  // A desk that is too fast is told so, not contradicted.
  if (code === 'RateLimited' || code === 'KeysNotReady') return;
  await keepScan({ ...scan, refusal: { code, data } });
}
