/** A row like those of the product: two times, two principals, three tags, a scope. */
import { Principal } from '@dfinity/principal';
import { binary, type Grant } from '@qikcard/contracts';

const { flag, oneOf, optional, principalField, struct, u64, versioned } = binary;
const row = struct({
  id: u64,
  owner: principalField,
  role: oneOf('admin', 'organizer', 'staff'),
  scope: u64,
  grantedBy: principalField,
  grantedAtNs: u64,
  active: flag,
  expiresAtNs: optional(u64),
});
export type BenchRow = binary.ValueOf<typeof row>;
export const rowCodec = versioned(1, row);

const OWNERS = 997n;
function someone(n: bigint): Principal {
  const bytes = new Uint8Array(29).fill(Number(n % 251n));
  new DataView(bytes.buffer).setBigUint64(0, n * 0x9e3779b97f4a7c15n);
  return Principal.fromUint8Array(bytes);
}

export function rowOf(id: bigint): BenchRow {
  const owner = someone(id % OWNERS);
  const times = { grantedAtNs: id, expiresAtNs: id + 1n };
  return { id, owner, role: 'staff', scope: id, grantedBy: owner, active: true, ...times };
}

export const viewOf = (of: BenchRow): Grant => ({
  principal: of.owner,
  role: { staff: null },
  scope: { Event: of.scope },
  granted_by: of.grantedBy,
  granted_at_ns: of.grantedAtNs,
  expires_at_ns: of.expiresAtNs === undefined ? [] : [of.expiresAtNs],
});
