import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RosterEntry } from './certified-rows.ts';
import { answerMessage, answerPayload, gateNonce } from './gate-challenge.ts';
import { decideAlone, type OfflineDoor, type OfflineVerdict } from './offline-door.ts';
import type { SeenMove } from './offline-facts.ts';
import { passMessage, passPayload, passStepAt, tokenPassPayload } from './pass.ts';
import { type CheckInList, emptyPlan } from './rules/list.ts';
import { macKey, mintToken, type Purpose } from './token.ts';

const NOW = 1_800_000_000_000_000_000n;
const SECOND = 1_000_000_000n;
const EVENT = 7n;
const phone = generateKeyPairSync('ed25519');
const holderKey = Uint8Array.from(phone.publicKey.export({ format: 'der', type: 'spki' })).slice(
  -32,
);
const step = passStepAt(NOW);
const bySecret = (message: Uint8Array) => Uint8Array.from(sign(null, message, phone.privateKey));

const ada: RosterEntry = {
  ...{ registrationId: 1n, version: 1n, status: 'Valid', holderKey },
  ...{ displayName: 'Ada', ticketType: 2, photoHash: undefined },
};
const list: CheckInList = {
  ...{ id: 1n, name: 'All', gates: [], ticket_types: [], from_ns: [], until_ns: [], rules: [] },
  ...{ multi_entry: false, zone_moves: false },
};
function doorOf(change: Partial<OfflineDoor> & { entry?: OfflineDoor['entry'] } = {}): OfflineDoor {
  return {
    ...{ eventId: EVENT, isCancelled: false, plan: emptyPlan, gate: 'North', listId: undefined },
    ...{ doorsOpenNs: NOW - 60n * SECOND, endsAtNs: NOW + 3_600n * SECOND, insideEvent: 0 },
    policy: { possession: { Optional: null }, checked_by: { Reader: null }, plain_cards: false },
    entry: (id) => (id === ada.registrationId ? ada : undefined),
    moves: () => [],
    isSigned: async (_, message, signature) => verify(null, message, phone.publicKey, signature),
    ...change,
  };
}
const pass = (at = step, id = 1n) =>
  passPayload({ registrationId: id, step: at, signature: bySecret(passMessage(EVENT, id, at)) });
const token = (purpose: Purpose = 'check_in', subject = 1n, secondsLeft = 600) =>
  mintToken(
    {
      ...{ purpose, subject, keyId: 1, nonce: new Uint8Array(16) },
      expiresAtSeconds: Number(NOW / SECOND) + secondsLeft,
    },
    macKey(new Uint8Array(32)),
  );
const ask = (payload: Uint8Array, door = doorOf(), direction: 'in' | 'out' = 'in') =>
  decideAlone({ payload, direction, atNs: NOW }, door);
const why = (verdict: OfflineVerdict) =>
  verdict.kind === 'refused' ? Object.keys(verdict.refusal)[0] : verdict.kind;
const seen = (direction: 'in' | 'out', secondsAgo: number, more = {}): SeenMove => ({
  ...{ direction, atNs: NOW - BigInt(secondsAgo) * SECOND, gate: 'North', gateId: 0, zoneId: 0 },
  ...more,
});

describe('a reader without a network', () => {
  test('lets a guest in whose phone signs, and says that it was there', async () => {
    expect(await ask(pass())).toEqual({ kind: 'passed', entry: ada, possession: true, step });
    const around = bySecret(passMessage(EVENT, 1n, step, token()));
    expect(why(await ask(tokenPassPayload(token(), step, around)))).toBe('passed');
  });

  test('refuses what is forged, too old, too early, of another event, or no code', async () => {
    const forged = pass();
    forged[76] ^= 1;
    expect(why(await ask(forged))).toBe('BadSignature');
    expect(why(await ask(pass(), doorOf({ eventId: 8n })))).toBe('BadSignature');
    expect(why(await ask(pass(step - 2)))).toBe('PassTooOld');
    expect(why(await ask(pass(step + 2)))).toBe('PassTooEarly');
    expect(why(await ask(Uint8Array.of(9, 9)))).toBe('Malformed');
  });

  test('takes the steps beside its own, as the canister does', async () => {
    expect(why(await ask(pass(step - 1)))).toBe('passed');
    expect(why(await ask(pass(step + 1)))).toBe('passed');
  });

  test('takes one code once, and a guest inside not again', async () => {
    const inside = doorOf({ moves: () => [seen('in', 30, { step: step - 9 })] });
    expect(why(await ask(pass(), inside))).toBe('AlreadyInside');
    const left = doorOf({ moves: () => [seen('in', 30, { step }), seen('out', 5)] });
    expect(why(await ask(pass(), left))).toBe('AlreadyUsed');
    const back = doorOf({ moves: () => [seen('in', 30), seen('out', 5)] });
    expect(why(await ask(pass(), back))).toBe('passed');
  });

  test('holds to doors, cancellation and withdrawn places', async () => {
    expect(why(await ask(pass(), doorOf({ doorsOpenNs: NOW + 1n })))).toBe('NotYetOpen');
    expect(why(await ask(pass(), doorOf({ endsAtNs: NOW })))).toBe('Closed');
    expect(why(await ask(pass(), doorOf({ isCancelled: true })))).toBe('EventCancelled');
    const revoked = doorOf({ entry: () => ({ ...ada, status: 'Revoked' }) });
    expect(why(await ask(pass(), revoked))).toBe('Revoked');
    expect(why(await ask(pass(), revoked, 'out'))).toBe('passed');
  });

  test('runs the rules of its gate with what it has seen', async () => {
    const rules = [{ MaxEntries: { count: 1, per: { Event: null } } }];
    const plan = { ...emptyPlan, lists: [{ ...list, rules }] };
    expect(why(await ask(pass(), doorOf({ plan })))).toBe('passed');
    const twice = doorOf({ plan, moves: () => [seen('in', 60), seen('out', 30)] });
    expect(why(await ask(pass(), twice))).toBe('RuleRefused');
    const vip = { ...emptyPlan, lists: [{ ...list, ticket_types: [1n] }] };
    expect(why(await ask(pass(), doorOf({ plan: vip })))).toBe('RuleRefused');
    expect(why(await ask(pass(), doorOf({ plan, listId: 5n })))).toBe('UnknownList');
  });

  test('leaves to people what only the canister could tell', async () => {
    expect(await ask(token())).toEqual({ kind: 'unproven', entry: ada });
    expect(await ask(pass(step, 99n))).toEqual({ kind: 'unproven' });
    const unbound = doorOf({ entry: () => ({ ...ada, holderKey: undefined }) });
    expect(why(await ask(pass(), unbound))).toBe('unproven');
    expect(why(await ask(pass(), doorOf({ isSigned: async () => undefined })))).toBe('unproven');
    const revoked = doorOf({ entry: () => ({ ...ada, status: 'Revoked' }) });
    expect(why(await ask(token(), revoked))).toBe('Revoked');
  });

  test('knows from the code alone what is over or for another door', async () => {
    expect(why(await ask(token('check_out')))).toBe('WrongPurpose');
    expect(why(await ask(token('check_in', 1n, -1)))).toBe('Expired');
    expect(why(await ask(Uint8Array.of(5, 1, 2, 3, 4)))).toBe('CardNotAccepted');
  });

  test('asks for what the event asks for', async () => {
    const policy = doorOf().policy;
    const required = doorOf({ policy: { ...policy, possession: { Required: null } } });
    expect(why(await ask(token(), required))).toBe('PossessionMissing');
    expect(why(await ask(pass(), required))).toBe('passed');
    const secret = new Uint8Array(32).fill(5);
    const challenge = doorOf({
      policy: { ...policy, possession: { GateChallenge: null } },
      gateNonce: (at) => gateNonce(secret, at),
    });
    expect(why(await ask(pass(), challenge))).toBe('ChallengeMissing');
    const answer = (nonce: Uint8Array) => {
      const signature = bySecret(answerMessage({ eventId: EVENT, step, nonce }, 1n));
      return answerPayload({ registrationId: 1n, step, nonce, signature });
    };
    expect(why(await ask(answer(gateNonce(secret, step)), challenge))).toBe('passed');
    // Of another gate: this one cannot tell, and nobody is let in by it.
    expect(why(await ask(answer(new Uint8Array(16)), challenge))).toBe('unproven');
  });
});
