/** What scan ids did: a repeated call is told the same and does nothing. */
import type { Call } from '@qikcard/canister-kit';
import { type LendingScan, type LendingVerdict, SCAN_ID_BYTES } from '@qikcard/contracts';
import type { DoneRow, LoanRow } from './rows.ts';
import { doneOrder, doneScans, loans } from './store.ts';
import { loanFor } from './view.ts';

/** A phone that was offline repeats its call within this time. */
const KEPT_NS = 30n * 86_400n * 1_000_000_000n;
const FORGOTTEN_PER_SCAN = 2;

/** The answer to a scan id that this caller has used before. */
export function repeatOf(call: Call, { scan_id }: LendingScan): LendingVerdict | undefined {
  if (call.caller.isAnonymous() || scan_id.length !== SCAN_ID_BYTES) return undefined;
  const row = doneScans.get([call.caller, scan_id]);
  if (row === undefined) return undefined;
  call.subject = row.loanId.toString();
  const view = loanFor(call, row.loanId, loans.get(row.loanId) as LoanRow);
  return { [row.kind]: view } as LendingVerdict;
}

/** Keeps what a scan did; forgets what nobody will ask for any more. */
export function remember(
  { caller, nowNs }: Call,
  { scan_id }: LendingScan,
  loanId: bigint,
  kind: DoneRow['kind'],
): void {
  doneScans.put([caller, scan_id], { atNs: nowNs, kind, loanId });
  doneOrder.insert([nowNs, caller, scan_id]);
  for (const [atNs, who, id] of doneOrder.scan({ limit: FORGOTTEN_PER_SCAN })) {
    if (atNs + KEPT_NS > nowNs) return;
    doneOrder.remove([atNs, who, id]);
    doneScans.remove([who, id]);
  }
}
