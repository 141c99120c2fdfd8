/** What the auth canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary, securityEventKinds } from '@qikcard/contracts';

const {
  bytes,
  fixedBytes,
  flag,
  oneOf,
  optional,
  principalField,
  str,
  struct,
  u16,
  u32,
  u64,
  versioned,
} = binary;

const userV1 = struct({ displayName: str, createdAtNs: u64 });
const user = struct({
  displayName: str,
  createdAtNs: u64,
  lastSignInAtNs: optional(u64),
  /** Whether the order of users knows this one; the first version kept no order. */
  listed: flag,
});
/** Unreadable here: hashed or encrypted by its owner. */
const email = struct({ form: oneOf('Hashed', 'Encrypted'), salt: bytes, content: bytes });
const transferFields = {
  from: principalField,
  to: principalField,
  requestedBy: principalField,
  requestedAtNs: u64,
  approvedBy: optional(principalField),
  approvedAtNs: optional(u64),
  outcome: oneOf('open', 'completed', 'cancelled'),
  moved: u32,
};
const transferV1 = struct(transferFields);
/** Without event: all roles. */
const transfer = struct({ ...transferFields, eventId: optional(u64) });
const grant = struct({
  id: u64,
  principal: principalField,
  role: oneOf('admin', 'organizer', 'staff'),
  scope: u64,
  grantedBy: principalField,
  grantedAtNs: u64,
  expiresAtNs: optional(u64),
});
const roleChange = struct({ atNs: u64, kind: u16, body: bytes });

const session = struct({
  principal: principalField,
  idHash: fixedBytes(32),
  deviceName: str,
  deviceKind: oneOf('Phone', 'Tablet', 'Computer', 'Other'),
  createdAtNs: u64,
  lastUsedAtNs: u64,
});
const securityEvent = struct({
  atNs: u64,
  kind: oneOf(...securityEventKinds),
  principal: principalField,
  by: principalField,
  detail: str,
});

const signingKey = struct({
  /** Gone once the key is replaced. */
  secret: optional(fixedBytes(32)),
  publicKey: fixedBytes(32),
  kid: str,
  createdAtNs: u64,
  /** Compact JWS of the root key over the key's id, JWK and times. */
  certificate: str,
  replacedAtNs: optional(u64),
});
const rootKey = struct({ name: str, publicKey: bytes });

export type SigningKeyRow = binary.ValueOf<typeof signingKey>;
export type SessionRow = binary.ValueOf<typeof session>;
export type SecurityEventRow = binary.ValueOf<typeof securityEvent>;
export type EmailRow = binary.ValueOf<typeof email>;
export type TransferRow = binary.ValueOf<typeof transfer>;
export type UserRow = binary.ValueOf<typeof user>;
export type GrantRow = binary.ValueOf<typeof grant>;

export const codecs = {
  user: versioned(2, user, {
    1: (reader) => ({ ...userV1.read(reader), lastSignInAtNs: undefined, listed: false }),
  }),
  email: versioned(1, email),
  transfer: versioned(2, transfer, {
    1: (reader) => ({ ...transferV1.read(reader), eventId: undefined }),
  }),
  principal: versioned(1, principalField),
  grant: versioned(1, grant),
  roleChange: versioned(1, roleChange),
  session: versioned(1, session),
  securityEvent: versioned(1, securityEvent),
  signingKey: versioned(1, signingKey),
  rootKey: versioned(1, rootKey),
  keyNumber: versioned(1, u32),
  flag: versioned(1, flag),
  id: versioned(1, u64),
};
