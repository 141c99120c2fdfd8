import {
  type ProfileRefusal,
  PUSH_AUTH_BYTES,
  PUSH_ENDPOINT_MAX_CHARS,
  PUSH_KEY_BYTES,
  PUSH_NAME_MAX_CHARS,
  type PushSubscription,
} from '@qikcard/contracts';
import { invalid, isWebAddress, problemOfText } from './texts.ts';

/** What is wrong with a browser's subscription, or undefined. */
export function problemOfSubscription(given: PushSubscription): ProfileRefusal | undefined {
  // The relay will call this address: a host by name, by https, nothing else.
  if (!isWebAddress(given.endpoint, PUSH_ENDPOINT_MAX_CHARS)) {
    return invalid('endpoint', `must be an https:// address of at most ${PUSH_ENDPOINT_MAX_CHARS}`);
  }
  if (given.p256dh.length !== PUSH_KEY_BYTES || given.p256dh[0] !== 4) {
    return invalid('p256dh', `must be an uncompressed P-256 key of ${PUSH_KEY_BYTES} bytes`);
  }
  if (given.auth.length !== PUSH_AUTH_BYTES) {
    return invalid('auth', `must have ${PUSH_AUTH_BYTES} bytes`);
  }
  const [name] = given.name;
  return name === undefined ? undefined : problemOfText('name', name, 1, PUSH_NAME_MAX_CHARS);
}
