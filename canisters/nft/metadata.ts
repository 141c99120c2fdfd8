/** What wallets show of a badge. */
import { accountOf, accountValue } from '@qikcard/contracts/icrc/account';
import type { Value } from '@qikcard/contracts/icrc/value';
import { artOf, artPath } from './art.ts';
import type { BadgeRow, DesignRow } from './rows.ts';
import { designs } from './store.ts';

const SECOND_NS = 1_000_000_000n;

/** The picture is in the metadata itself: nothing outside the canister is needed to see it. */
export function metadataOf(id: bigint, row: BadgeRow): [string, Value][] {
  const design = designs.get(row.designId) as DesignRow;
  const { name, description, season, criterion } = design;
  const entries: [string, Value | undefined][] = [
    ['icrc7:name', { Text: name }],
    ['icrc7:description', { Text: description }],
    ['icrc7:image', { Text: `data:image/svg+xml,${encodeURIComponent(artOf(id, row))}` }],
    ['qikcard:image_path', { Text: artPath(id) }],
    ['qikcard:design', { Nat: row.designId }],
    ['qikcard:edition', { Nat: BigInt(row.edition) }],
    ['qikcard:season', season === '' ? undefined : { Text: season }],
    ['qikcard:criterion', { Text: criterion.kind }],
    ['qikcard:event', row.eventId === undefined ? undefined : { Nat: row.eventId }],
    ['qikcard:earned_by', accountValue(accountOf(row.earnedBy))],
    ['qikcard:minted_at', { Nat: row.mintedAtNs / SECOND_NS }],
    ['qikcard:transfers', { Nat: BigInt(row.transfers) }],
    ['qikcard:soulbound', { Nat: row.soulbound ? 1n : 0n }],
  ];
  return entries.filter((entry): entry is [string, Value] => entry[1] !== undefined);
}
