/** The phone of a holder: an Ed25519 key and the codes it makes. */
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  answerMessage,
  answerPayload,
  type GateChallenge,
  passMessage,
  passPayload,
  passStepAt,
  type Registration,
  tokenPassPayload,
} from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { granted } from './doors.ts';
import type { Person } from './people.ts';

export type Phone = {
  publicKey: Uint8Array;
  /** A pass of the moment, around a token if one is given. */
  pass(registration: Registration, atNs: bigint, token?: Uint8Array): Uint8Array;
  answer(challenge: GateChallenge, registration: Registration): Uint8Array;
};

/** A phone that belongs to nobody yet. */
export function newPhone(): Phone {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // A Buffer of Node's pool is a view into other things: the copy is not.
  const signed = (message: Uint8Array) => Uint8Array.from(sign(null, message, privateKey));
  return {
    publicKey: Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
    pass({ id: registrationId, event_id: eventId }, atNs, token) {
      const step = passStepAt(atNs);
      const signature = signed(passMessage(eventId, registrationId, step, token));
      return token
        ? tokenPassPayload(token, step, signature)
        : passPayload({ registrationId, step, signature });
    },
    answer(challenge, { id: registrationId }) {
      const signature = signed(answerMessage(challenge, registrationId));
      const { step, nonce } = challenge;
      return answerPayload({ registrationId, step, nonce, signature });
    },
  };
}

/** A phone whose key is bound to the registration of its holder. */
export async function boundPhone(
  deployment: Deployment,
  holder: Person,
  registration: Registration,
): Promise<Phone> {
  const phone = newPhone();
  const request = { registration_id: registration.id, public_key: phone.publicKey };
  granted(await deployment.as(holder).event.bind_holder_key(request));
  return phone;
}
