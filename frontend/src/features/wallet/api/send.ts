/** Sending, so that a lost answer never becomes a second payment. */

import { Principal } from '@dfinity/principal';
import type { QikCard } from '@qikcard/client';
import { QikCardError, retryIdempotent } from '@qikcard/client';
import { fromOpt } from '@qikcard/contracts';
import { accountFromText } from '@qikcard/contracts/icrc/account-text';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from './assets.ts';
import { isToBitcoin } from './ckbtc.ts';
import { type Entry, orderEntry, paymentEntry, qikEntry, withdrawalEntry } from './entries.ts';
import { forgetIntent, hex, type Intent, keepIntent, keptIntents, requestId } from './intents.ts';

const PAGE = 50;
/** A message that nobody has answered is dropped by the network after five minutes. */
export const GONE_AFTER_MS = 6 * 60_000;
const HOUR_MS = 3_600_000;

/** Whether an error says that nothing was done; every other leaves it open. */
export function nothingDone(error: unknown): boolean {
  if (!(error instanceof QikCardError)) return false;
  return error.kind === 'refused' || (error.kind === 'trapped' && error.code !== 'Unexpected');
}

/** Asks for a payment; the same intent again is the same payment. */
async function ask(qik: QikCard, asset: Asset, intent: Intent): Promise<void> {
  const request_id = requestId(intent);
  const amount = BigInt(intent.amount);
  if (asset.kind === 'bitcoin') {
    const speed = { [intent.speed]: null } as { normal: null };
    const asked = { request_id, to: intent.to, amount, speed, fee_max: BigInt(intent.fee) };
    agreed(await qik.wallet.send_bitcoin(asked));
    return;
  }
  if (asset.kind === 'evm') {
    const speed = { [intent.speed]: null } as { normal: null };
    const asked = { request_id, chain_id: asset.chainId, to: intent.to, amount, speed };
    agreed(await qik.wallet.send_evm({ ...asked, fee_max: BigInt(intent.fee) }));
    return;
  }
  if (isToBitcoin(asset, intent.to)) {
    const asked = { request_id, to: intent.to, amount, fee_max: BigInt(intent.fee) };
    agreed(await qik.wallet.withdraw_ckbtc(asked));
    return;
  }
  const to = accountFromText(intent.to);
  if (!to) throw new Error('an intent is kept with a readable account');
  if (asset.kind === 'ledger') {
    const asked = { request_id, ledger: asset.ledger, to, amount, fee_max: BigInt(intent.fee) };
    agreed(await qik.wallet.withdraw(asked));
    return;
  }
  const answer = await qik.wallet.icrc1_transfer({
    from_subaccount: [],
    to,
    amount,
    fee: [BigInt(intent.fee)],
    memo: [request_id],
    created_at_time: [BigInt(intent.madeAtMs) * 1_000_000n],
  });
  // The ledger has it: an earlier answer was lost.
  if ('Err' in answer && 'Duplicate' in answer.Err) return;
  // Its time is over, or what it needs is gone: an earlier call may have done it.
  if ('Err' in answer && (await wasDone(qik, asset, intent))) return;
  agreed(answer);
}

/** Whether a payment is in the history, which is read back to when it was asked for. */
async function wasDone(qik: QikCard, asset: Asset, intent: Intent): Promise<boolean> {
  // The clocks of this device and of the network may differ.
  const since = BigInt(intent.madeAtMs - HOUR_MS) * 1_000_000n;
  let cursor: [] | [bigint] = [];
  for (;;) {
    const page = await marksOf(qik, asset, intent.to, cursor);
    if (page.marks.some(({ mark }) => mark === markOf(asset, intent))) return true;
    const last = page.marks.at(-1);
    if (page.next === undefined || !last || last.atNs < since) return false;
    cursor = [page.next];
  }
}

/** What a payment is known by: its memo, or where no memo is shown, to whom and how much. */
const markOf = (asset: Asset, { id, to, amount }: Intent): string =>
  asset.kind === 'qik' ? id : `${amount} ${to}`;

type Marks = { marks: { atNs: bigint; mark: string }[]; next: bigint | undefined };
const paid = ({ atNs, change, other }: Entry) => ({ atNs, mark: `${-change} ${other}` });

async function marksOf(
  qik: QikCard,
  asset: Asset,
  to: string,
  cursor: [] | [bigint],
): Promise<Marks> {
  if (isToBitcoin(asset, to)) {
    const { withdrawals, next } = await qik.wallet.ckbtc_withdrawals(cursor, PAGE);
    return { marks: withdrawals.map(withdrawalEntry).map(paid), next: fromOpt(next) };
  }
  if (asset.kind === 'bitcoin') {
    const { sends, next } = await qik.wallet.bitcoin_sends(cursor, PAGE);
    return { marks: sends.map(paymentEntry).map(paid), next: fromOpt(next) };
  }
  if (asset.kind === 'evm') {
    const { sends, next } = await qik.wallet.evm_sends(cursor, PAGE);
    return { marks: sends.map(paymentEntry).map(paid), next: fromOpt(next) };
  }
  if (asset.kind === 'ledger') {
    const { orders, next } = await qik.wallet.ledger_orders(cursor, PAGE);
    return { marks: orders.map(orderEntry).map(paid), next: fromOpt(next) };
  }
  const { blocks, next } = await qik.wallet.my_blocks(cursor, PAGE);
  const nobody = Principal.anonymous();
  const marks = blocks
    .map((block) => qikEntry(block, { own: nobody, wallet: nobody, nft: nobody }))
    .map(({ atNs, memo }) => ({ atNs, mark: memo ? hex(memo) : '' }));
  return { marks, next: fromOpt(next) };
}

/** What new payments under way are known by in this tab. */
export const SENDING = ['wallet', 'send'] as const;
/** The same for those that were made before, and have no answer. */
export const ASKING = ['wallet', 'ask'] as const;
const intentsKey = (who: string) => ['wallet', 'intents', who] as const;

/** Payments of this device that nobody has answered for. */
export function useIntents() {
  const { who } = useSession();
  return useQuery({
    queryKey: intentsKey(who),
    queryFn: () => keptIntents(who),
    staleTime: 0,
  });
}

/**
 * Makes a payment, or finds out what became of one; `onDone` hears of it also when what asked is no
 * longer shown.
 */
export function useSend(key: readonly string[], onDone: () => void) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  type Input = { asset: Asset; intent: Intent };
  return useMutation({
    mutationKey: key,
    mutationFn: async ({ asset, intent }: Input) => {
      keepIntent(who, intent);
      try {
        await retryIdempotent(() => ask(qik, asset, intent), { attempts: 3 });
        forgetIntent(who, intent.id);
      } catch (error) {
        if (nothingDone(error)) forgetIntent(who, intent.id);
        throw error;
      }
    },
    onSuccess: onDone,
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['wallet'] });
      void cache.invalidateQueries({ queryKey: ['badges', 'balance'] });
    },
  });
}

/** Gives a payment up that was never made; true when it turns out to have been made after all. */
export function useGiveUp() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ asset, intent }: { asset: Asset; intent: Intent }) => {
      const done = await wasDone(qik, asset, intent);
      forgetIntent(who, intent.id);
      return done;
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['wallet'] });
    },
  });
}
