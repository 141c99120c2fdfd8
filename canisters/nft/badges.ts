/** ICRC-7: the badges, whose they are, and giving them away. */
import { anyone, type Call, expose, handle } from '@qikcard/canister-kit';
import { type Infer, nftApi, type Result, toOpt } from '@qikcard/contracts';
import { type Account, accountAt, keyOf } from '@qikcard/contracts/icrc/account';
import type { BadgeTransferArg } from '@qikcard/contracts/icrc/non-fungible';
import type { Value } from '@qikcard/contracts/icrc/value';
import {
  DESCRIPTION,
  MEMO_MAX_BYTES,
  NAME,
  PERMITTED_DRIFT_SECONDS,
  QUERY_BATCH_MAX,
  SYMBOL,
  TAKE_DEFAULT,
  TAKE_MAX,
  TX_WINDOW_SECONDS,
  UPDATE_BATCH_MAX,
} from './domain/collection.ts';
import { transfer } from './domain/transfer.ts';
import { metadataOf } from './metadata.ts';
import { keyOfBadge, shelfAt } from './shelf.ts';
import { badgeCount, badges, badgesOfAccount, burnedCount } from './store.ts';

type BatchError = { GenericBatchError: { error_code: bigint; message: string } };
const limit = (value: number | bigint): [bigint] => [BigInt(value)];

export class Badges {
  @expose(nftApi.icrc7_collection_metadata)
  icrc7_collection_metadata(): [string, Value][] {
    return [
      ['icrc7:name', { Text: NAME }],
      ['icrc7:symbol', { Text: SYMBOL }],
      ['icrc7:description', { Text: DESCRIPTION }],
      ['icrc7:total_supply', { Nat: supplyNow() }],
      ['icrc7:max_query_batch_size', { Nat: BigInt(QUERY_BATCH_MAX) }],
      ['icrc7:max_update_batch_size', { Nat: BigInt(UPDATE_BATCH_MAX) }],
      ['icrc7:default_take_value', { Nat: BigInt(TAKE_DEFAULT) }],
      ['icrc7:max_take_value', { Nat: BigInt(TAKE_MAX) }],
      ['icrc7:max_memo_size', { Nat: BigInt(MEMO_MAX_BYTES) }],
      ['icrc7:tx_window', { Nat: TX_WINDOW_SECONDS }],
      ['icrc7:permitted_drift', { Nat: PERMITTED_DRIFT_SECONDS }],
    ];
  }
  @expose(nftApi.icrc7_symbol)
  icrc7_symbol() {
    return SYMBOL;
  }
  @expose(nftApi.icrc7_name)
  icrc7_name() {
    return NAME;
  }
  @expose(nftApi.icrc7_description)
  icrc7_description(): [string] {
    return [DESCRIPTION];
  }
  @expose(nftApi.icrc7_logo)
  icrc7_logo(): [] {
    return [];
  }
  @expose(nftApi.icrc7_total_supply)
  icrc7_total_supply() {
    return supplyNow();
  }
  @expose(nftApi.icrc7_supply_cap)
  icrc7_supply_cap(): [] {
    return [];
  }
  @expose(nftApi.icrc7_max_query_batch_size)
  icrc7_max_query_batch_size() {
    return limit(QUERY_BATCH_MAX);
  }
  @expose(nftApi.icrc7_max_update_batch_size)
  icrc7_max_update_batch_size() {
    return limit(UPDATE_BATCH_MAX);
  }
  @expose(nftApi.icrc7_default_take_value)
  icrc7_default_take_value() {
    return limit(TAKE_DEFAULT);
  }
  @expose(nftApi.icrc7_max_take_value)
  icrc7_max_take_value() {
    return limit(TAKE_MAX);
  }
  @expose(nftApi.icrc7_max_memo_size)
  icrc7_max_memo_size() {
    return limit(MEMO_MAX_BYTES);
  }
  @expose(nftApi.icrc7_atomic_batch_transfers)
  icrc7_atomic_batch_transfers(): [boolean] {
    return [false];
  }
  @expose(nftApi.icrc7_tx_window)
  icrc7_tx_window() {
    return limit(TX_WINDOW_SECONDS);
  }
  @expose(nftApi.icrc7_permitted_drift)
  icrc7_permitted_drift() {
    return limit(PERMITTED_DRIFT_SECONDS);
  }
  @expose(nftApi.icrc7_token_metadata)
  icrc7_token_metadata(ids: bigint[]): ([] | [[string, Value][]])[] {
    return ids.slice(0, QUERY_BATCH_MAX).map((id) => {
      const row = badgeAt(id);
      return toOpt(row && metadataOf(id, row));
    });
  }
  @expose(nftApi.icrc7_owner_of)
  icrc7_owner_of(ids: bigint[]): ([] | [Account])[] {
    return ids.slice(0, QUERY_BATCH_MAX).map((id) => {
      const row = badgeAt(id);
      return toOpt(row && accountAt(row.owner));
    });
  }
  @expose(nftApi.icrc7_balance_of)
  icrc7_balance_of(accounts: Account[]): bigint[] {
    return accounts.slice(0, QUERY_BATCH_MAX).map(countOf);
  }
  @expose(nftApi.icrc7_tokens)
  icrc7_tokens([previous]: [] | [bigint], take: [] | [bigint]): bigint[] {
    const first = (previous ?? 0n) + 1n;
    const last = badgeCount.get();
    const ids: bigint[] = [];
    const most = takeOf(take);
    for (let id = first, looked = 0; id <= last && ids.length < most; id++, looked++) {
      // Badges that were taken back leave gaps; a page that is shorter than asked ends the list.
      if (looked >= LOOKED_AT_MAX) break;
      if (badges.has(id)) ids.push(id);
    }
    return ids;
  }
  @expose(nftApi.icrc7_tokens_of)
  icrc7_tokens_of(account: Account, [previous]: [] | [bigint], take: [] | [bigint]): bigint[] {
    return idsOf(account, previous, takeOf(take));
  }
  @expose(nftApi.icrc7_transfer)
  icrc7_transfer(args: BadgeTransferArg[]): Infer<typeof nftApi.icrc7_transfer.ret> {
    return inBatch('icrc7_transfer', args, (call, arg) =>
      transfer(call.caller, arg, shelfAt(call.nowNs)),
    );
  }
}

const supplyNow = (): bigint => badgeCount.get() - burnedCount.get();
/** Far above what is ever taken back in a row. */
const LOOKED_AT_MAX = 10_000;

/** Ids beyond what is stored in 64 bits exist no more than others. */
export const badgeAt = (id: bigint) => (id < 1n << 64n ? badges.get(id) : undefined);

export function takeOf([take = BigInt(TAKE_DEFAULT)]: [] | [bigint]): number {
  return Number(take < BigInt(TAKE_MAX) ? take : BigInt(TAKE_MAX));
}

function idsOf(account: Account, previous: bigint | undefined, take: number): bigint[] {
  const key = keyOf(account);
  if (key === undefined || take === 0) return [];
  const prefix = [key.owner, key.subaccount] as [typeof key.owner, Uint8Array];
  const after = previous === undefined ? {} : { after: keyOfBadge(key, previous) };
  return badgesOfAccount.scan({ prefix, limit: take, ...after }).map(([, , id]) => id);
}

/** Counted page by page; who has more than this is told this. */
const COUNTED_MAX = 10_000;
function countOf(account: Account): bigint {
  let count = 0;
  let previous: bigint | undefined;
  for (;;) {
    const ids = idsOf(account, previous, TAKE_MAX);
    count += ids.length;
    if (ids.length < TAKE_MAX || count >= COUNTED_MAX) return BigInt(count);
    previous = ids.at(-1);
  }
}

/** Each argument by itself, in order; a batch that is too long is refused as a whole. */
export function inBatch<A, E>(
  method: string,
  args: A[],
  act: (call: Call, arg: A) => Result<bigint, E>,
): [Result<bigint, E | BatchError>][] {
  return handle(method, anyone, (call) => {
    if (args.length > UPDATE_BATCH_MAX) {
      call.outcome = 'GenericBatchError';
      const message = `At most ${UPDATE_BATCH_MAX} at a time.`;
      return [[{ Err: { GenericBatchError: { error_code: 1n, message } } }]] as [
        Result<bigint, E | BatchError>,
      ][];
    }
    const answers = args.map((arg): [Result<bigint, E | BatchError>] => [act(call, arg)]);
    const done = answers.filter(([answer]) => 'Ok' in answer).length;
    call.subject = `${done} of ${args.length}`;
    return answers;
  });
}
