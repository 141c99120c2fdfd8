/** The tables of the auth canister. Memory ids are for ever: never reuse or renumber one. */
import {
  appendLog,
  bytesKey,
  cell,
  compositeKey,
  counter,
  openMap,
  orderedIndex,
  prefixed,
  principalKey,
  table,
  u8Key,
  u32Key,
  u64Key,
} from '@qikcard/canister-kit';
import { codecs } from './rows.ts';

export const USERS_MEMORY = 0;
export const users = table(USERS_MEMORY, codecs.user, principalKey);
export const suspensions = table(1, codecs.flag, principalKey);

/** By number, which is also the cursor of `list_grants`. */
export const grants = table(2, codecs.grant, u64Key);
/** (principal, role, scope) → number: one row per grant, found without a scan. */
export const grantNumbers = table(3, codecs.id, compositeKey(principalKey, u8Key, u64Key));
export const grantOrder = orderedIndex(4, u64Key);
export const grantsOfPrincipal = orderedIndex(5, principalKey, u64Key);

/** Every role and suspension change of the deployment; version 1 is row 0. */
export const roleChanges = appendLog(6, codecs.roleChange);

const counters = openMap(7);
export const userCount = counter(prefixed(counters, 0));
export const grantCount = counter(prefixed(counters, 1));
export const permanentAdminCount = counter(prefixed(counters, 2));
export const sessionCount = counter(prefixed(counters, 3));

const sessionMaps = openMap(8);
export const sessions = table(prefixed(sessionMaps, 0), codecs.session, u64Key);
/** SHA-256 of the id → number: the id itself is stored nowhere. */
export const sessionNumbers = table(prefixed(sessionMaps, 1), codecs.id, bytesKey(32));
export const sessionsOfPrincipal = orderedIndex(prefixed(sessionMaps, 2), principalKey, u64Key);

const eventMaps = openMap(9);
export const securityEvents = appendLog(prefixed(eventMaps, 0), codecs.securityEvent);
export const securityEventsOf = orderedIndex(prefixed(eventMaps, 1), principalKey, u64Key);

const smallMaps = openMap(10);
export const signingKeys = table(prefixed(smallMaps, 0), codecs.signingKey, u32Key);
/** 0 before the first key. */
export const currentKeyNumber = cell(prefixed(smallMaps, 1), codecs.keyNumber, 0);
/** An empty public key: not known yet. */
export const rootKey = cell(prefixed(smallMaps, 2), codecs.rootKey, {
  name: '',
  publicKey: Uint8Array.of(),
});
/** Principals in order of registration. */
export const userOrder = appendLog(prefixed(smallMaps, 3), codecs.principal);
export const emails = table(prefixed(smallMaps, 4), codecs.email, principalKey);

export const transferCount = counter(prefixed(counters, 4));
export const transfers = table(prefixed(smallMaps, 5), codecs.transfer, u64Key);
/** Who asked → number of what they asked last. */
export const lastTransferBy = table(prefixed(smallMaps, 6), codecs.id, principalKey);
export const transfersOf = orderedIndex(prefixed(smallMaps, 7), principalKey, u64Key);
