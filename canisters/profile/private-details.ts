/** Private details: kept as their owner's device sealed them, and handed back to nobody else. */
import type { Principal } from '@dfinity/principal';
import {
  type Call,
  expose,
  exposeAsync,
  handle,
  handleQuery,
  rateLimit,
  signedIn,
} from '@qikcard/canister-kit';
import {
  err,
  ok,
  type ProfileRefusal,
  privateFields,
  profileApi,
  type Result,
  type SealedEdit,
  type SealedField,
} from '@qikcard/contracts';
import { isMember, writes } from './callers.ts';
import {
  fieldOfNumber,
  numberOfField,
  problemOfSealed,
  problemOfTransportKey,
} from './domain/private-fields.ts';
import { sealedFields } from './store.ts';
import { canDerive, deriveFor, publicKey } from './vetkey.ts';

/** A key costs the canister about 26 billion cycles: five at once, then one in ten minutes. */
const keysOfOne = rateLimit({ burst: 5, perMinute: 0.1 });
/** At most 2,880 a day, whoever asks. */
const keysOfAll = rateLimit({ burst: 120, perMinute: 2, entriesMax: 1 });

export class PrivateDetails {
  @expose(profileApi.vetkey_public_key)
  vetkey_public_key() {
    return handleQuery('vetkey_public_key', signedIn, (): Result<Uint8Array, ProfileRefusal> => {
      const key = publicKey();
      return key === undefined ? unavailable : ok(key);
    });
  }
  /** Suspended people too: what they wrote is theirs to read. */
  @exposeAsync(profileApi.my_encrypted_vetkey)
  async my_encrypted_vetkey(transportPublicKey: Uint8Array) {
    const decided = handle('my_encrypted_vetkey', isMember, (call) =>
      mayHaveKey(call, transportPublicKey),
    );
    if ('Err' in decided) return decided;
    // Read before the first await: afterwards the caller is the management canister.
    const key = await deriveFor(decided.Ok, transportPublicKey);
    return key === undefined ? unavailable : ok(key);
  }
  @expose(profileApi.my_private_fields)
  my_private_fields() {
    return handleQuery('my_private_fields', isMember, ({ caller }) => ok(fieldsOf(caller)));
  }
  @expose(profileApi.set_private_fields)
  set_private_fields(edits: SealedEdit[]) {
    return handle('set_private_fields', writes('edit'), (call) => {
      const problem = problemOfSealed(edits);
      if (problem) return err(problem);
      for (const edit of edits) store(call, edit);
      return ok(fieldsOf(call.caller));
    });
  }
}

const unavailable: { Err: ProfileRefusal } = err({ EncryptionUnavailable: null });

/** Who the key is for: the caller, and never anybody an argument could name. */
function mayHaveKey(
  { caller, nowNs }: Call,
  transportPublicKey: Uint8Array,
): Result<Principal, ProfileRefusal> {
  const problem = problemOfTransportKey(transportPublicKey);
  if (problem) return err(problem);
  if (!canDerive()) return unavailable;
  // The caller's own bucket first, so that one who floods does not empty everybody's.
  const wait = keysOfOne.take(caller.toHex(), nowNs) ?? keysOfAll.take('all', nowNs);
  if (wait !== undefined) return err({ RateLimited: { retry_after_seconds: wait } });
  return ok(caller);
}

function store({ caller, nowNs }: Call, { field, sealed: [sealed] }: SealedEdit): void {
  const key: [Principal, number] = [caller, numberOfField(field)];
  if (sealed === undefined) sealedFields.remove(key);
  else sealedFields.put(key, { sealed: Uint8Array.from(sealed), updatedAtNs: nowNs });
}

const fieldsOf = (who: Principal): SealedField[] =>
  privateFields.flatMap((_, number) => {
    const row = sealedFields.get([who, number]);
    if (row === undefined) return [];
    return [{ field: fieldOfNumber(number), sealed: row.sealed, updated_at_ns: row.updatedAtNs }];
  });
