/** Endpoints about time, cycles, canisters and stable memory. */
import { Principal } from '@dfinity/principal';
import type { CanisterFacts } from '../replica.ts';
import { bytesField, integerField, type JsonObject, toBase64 } from './fields.ts';
import { RestError } from './http.ts';
import type { PocketIcInstance } from './instance-api.ts';

function canisterOf(instance: PocketIcInstance, body: JsonObject): CanisterFacts {
  const id = bytesField(body, 'canister_id');
  const canister = instance.replica.canister(id);
  if (canister) return canister;
  throw new RestError(400, `CanisterNotFound(${Principal.fromUint8Array(id).toText()})`);
}

/** `GET read/get_time`; reading never moves the time. */
export const getTime = ({ replica }: PocketIcInstance) => ({ nanos_since_epoch: replica.timeNs() });

/** `POST update/set_time`: the time of the next round; setting it back is an error. */
export function setTime({ replica }: PocketIcInstance, body: JsonObject): null {
  replica.setTimeNs(notIntoThePast(replica.timeNs(), body));
  return null;
}

/** `POST update/set_certified_time`: as `set_time`, and queries see it at once. */
export function setCertifiedTime({ replica }: PocketIcInstance, body: JsonObject): null {
  replica.setCertifiedTimeNs(notIntoThePast(replica.timeNs(), body));
  return null;
}

function notIntoThePast(current: bigint, body: JsonObject): bigint {
  const wanted = integerField(body, 'nanos_since_epoch');
  if (wanted >= current) return wanted;
  throw new RestError(400, `SettingTimeIntoPast((${current}, ${wanted}))`);
}

/** `POST update/tick`: one round. */
export function tick({ replica, live }: PocketIcInstance): null {
  live.refreshTime();
  replica.executeRound();
  return null;
}

/** `POST read/get_controllers`. */
export const getControllers = (instance: PocketIcInstance, body: JsonObject) =>
  canisterOf(instance, body).controllers.map((id) => ({ principal_id: toBase64(id) }));

/** `POST read/get_subnet`: null for a canister that does not exist. */
export function getSubnet({ replica }: PocketIcInstance, body: JsonObject) {
  const canister = replica.canister(bytesField(body, 'canister_id'));
  return canister ? { subnet_id: toBase64(canister.subnetId) } : null;
}

/** `POST read/get_cycles`. */
export const getCycles = (instance: PocketIcInstance, body: JsonObject) => ({
  cycles: canisterOf(instance, body).cycles,
});

/** `POST update/add_cycles`: answers the new balance. */
export function addCycles(instance: PocketIcInstance, body: JsonObject) {
  const { id } = canisterOf(instance, body);
  return { cycles: instance.replica.addCycles(id, integerField(body, 'amount')) };
}

/** `POST update/set_threshold_signing` with `{enabled}`: lets threshold keys fail, and work again. */
export function setThresholdSigning({ replica }: PocketIcInstance, body: JsonObject): null {
  if (typeof body.enabled !== 'boolean') {
    throw new RestError(400, 'The field "enabled" must be a boolean');
  }
  replica.setThresholdSigning(body.enabled);
  return null;
}

/** `POST read/pub_key`: DER key of a subnet as an array of numbers. */
export function publicKey(instance: PocketIcInstance, body: JsonObject): number[] {
  const key = instance.subnetPublicKey(bytesField(body, 'subnet_id'));
  if (!key) throw new RestError(400, 'SubnetNotFound');
  return [...key];
}

/** `POST read/get_stable_memory`. */
export const getStableMemory = (instance: PocketIcInstance, body: JsonObject) => ({
  blob: toBase64(instance.replica.stableMemory(canisterOf(instance, body).id)),
});

/** `POST update/set_stable_memory` with the blob that the blob store holds. */
export function setStableMemory(
  instance: PocketIcInstance,
  body: JsonObject,
  blob: Uint8Array | undefined,
): null {
  if (!blob) throw new RestError(400, 'There is no blob with this id in the blob store');
  instance.replica.setStableMemory(canisterOf(instance, body).id, blob);
  return null;
}
