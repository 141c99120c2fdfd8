import { ed25519 } from '@noble/curves/ed25519';
import {
  answerMessage,
  answerPayload,
  gateNonce,
  passMessage,
  passPayload,
  passStepAt,
  type Scan,
  type ScanRefusal,
  tokenPassPayload,
} from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import type { PassPolicyRow } from '../rows.ts';
import { decide } from './check-in.ts';
import {
  doorwayOf,
  EVENT,
  NOW,
  REGISTRATION,
  registered,
  SECOND,
  scanOf,
  tokenOf,
} from './fixtures.ts';
import { DEFAULT_PASS_POLICY } from './possession.ts';
import { type ProofLookups, prove } from './proof.ts';

const secret = new Uint8Array(32).fill(5);
const holderKey = ed25519.getPublicKey(secret);
const STEP = passStepAt(NOW);
const reported = { possession: [{ Verified: null }] } as Partial<Scan>;
const required = (): PassPolicyRow => ({ ...DEFAULT_PASS_POLICY, possession: 'Required' });
const challenge = (): PassPolicyRow => ({ ...DEFAULT_PASS_POLICY, possession: 'GateChallenge' });
const { payload: token, row } = tokenOf();

function pass(change: { step?: number; event?: bigint; registrationId?: bigint } = {}) {
  const { step = STEP, event = EVENT, registrationId = REGISTRATION } = change;
  const signature = ed25519.sign(passMessage(event, registrationId, step), secret);
  return passPayload({ registrationId, step, signature });
}
function tokenPass(step = STEP) {
  const signature = ed25519.sign(passMessage(EVENT, REGISTRATION, step, token), secret);
  return tokenPassPayload(token, step, signature);
}
const forged = (payload: Uint8Array) => payload.with(-1, payload.at(-1)! ^ 1);

const door = (change: Partial<ProofLookups> = {}) =>
  doorwayOf(row, {
    holderKey: (id) => (id === REGISTRATION ? holderKey : undefined),
    isSigned: (key, message, signature) => ed25519.verify(signature, message, key),
    ...change,
  });
const never = () => {
  throw new Error('looked up');
};

function outcome(
  payload: Uint8Array,
  change: Partial<ProofLookups> = {},
  scan: Partial<Scan> = {},
) {
  const proof = prove(scanOf(payload, scan), door(change));
  if ('refusal' in proof) return proof.refusal;
  return proof.problem ?? { possession: proof.possession, spends: Object.keys(proof.spends)[0] };
}

describe('a pass without a token', () => {
  test('proves its registration by the signature of the phone', () => {
    expect(outcome(pass())).toEqual({ possession: 'Verified', spends: 'step' });
  });

  test('admits its holder, and lets the holder out again', () => {
    expect(decide(scanOf(pass()), door())).toMatchObject({
      kind: 'passed',
      registrationId: REGISTRATION,
      spends: { step: STEP },
    });
    const inside = { ...registered, inside: true, enteredAtNs: NOW - 9n };
    const leaving = door({ registration: () => inside });
    expect(decide(scanOf(pass(), { direction: { Out: null } }), leaving).kind).toBe('passed');
  });

  test.each([-1, 0, 1])('is accepted %i steps beside its own', (beside) => {
    expect(outcome(pass({ step: STEP + beside }))).toHaveProperty('spends');
  });

  test('of two steps ago is too old and says its age, before any signature is checked', () => {
    const expected = { PassTooOld: { age_seconds: 30 + Number((NOW / SECOND) % 15n) } };
    expect(outcome(pass({ step: STEP - 2 }), { isSigned: never, registration: never })).toEqual(
      expected,
    );
  });

  test('of two steps to come names how far the clock of the phone is ahead', () => {
    expect(outcome(pass({ step: STEP + 2 }))).toEqual({ PassTooEarly: { ahead_seconds: 30 } });
  });

  test('uploaded a week late is too old: spent steps are forgotten by then', () => {
    const eightDaysAgo = NOW - 8n * 86_400n * SECOND;
    const late = pass({ step: passStepAt(eightDaysAgo) });
    expect(outcome(late, {}, { captured_at_ns: eightDaysAgo })).toHaveProperty('PassTooOld');
  });

  test('read by a reader that was offline is judged by the moment it was read', () => {
    const hourAgo = NOW - 3_600n * SECOND;
    const old = pass({ step: passStepAt(hourAgo) });
    expect(outcome(old)).toHaveProperty('PassTooOld');
    expect(outcome(old, {}, { captured_at_ns: hourAgo })).toHaveProperty('spends');
  });

  test('a reader whose clock is ahead cannot make a future pass good', () => {
    const later = NOW + 3_600n * SECOND;
    const future = pass({ step: passStepAt(later) });
    expect(outcome(future, {}, { captured_at_ns: later })).toHaveProperty('PassTooEarly');
  });

  test('whose step was spent names the entry it was spent on', () => {
    const stepUse = () => ({ atNs: 5n, gate: 'South' });
    expect(outcome(pass(), { stepUse })).toEqual({ AlreadyUsed: { at_ns: 5n, gate: 'South' } });
  });

  test.each<[string, Uint8Array, Partial<ProofLookups>]>([
    ['another signature', forged(pass()), {}],
    ['the key of nobody', pass(), { holderKey: () => undefined }],
    ['a registration nobody has', pass({ registrationId: 99n }), {}],
    ['the signature for another event', pass({ event: 2n }), {}],
  ])('with %s is not genuine, and nothing more is told', (_, payload, change) => {
    expect(outcome(payload, { ...change, stepUse: never })).toEqual({ BadSignature: null });
  });

  test('of another event is refused as that', () => {
    const elsewhere = { ...registered, eventId: 2n };
    const decision = decide(scanOf(pass({ event: 2n })), door({ registration: () => elsewhere }));
    expect(decision).toMatchObject({ refusal: { WrongEvent: null } });
  });
});

describe('who checks the signature', () => {
  test('an enrolled reader that did is believed: nothing is computed again', () => {
    expect(outcome(pass(), { isSigned: never }, reported)).toHaveProperty('spends');
    expect(outcome(tokenPass(), { isSigned: never, passPolicy: required }, reported)).toEqual({
      possession: 'Verified',
      spends: 'token',
    });
  });

  test.each<[string, Partial<ProofLookups>]>([
    ['staff who are no enrolled reader', { isReader: () => false }],
    [
      'readers of an event that trusts none',
      {
        passPolicy: () => ({ ...required(), checkedBy: 'Canister' }),
      },
    ],
  ])('is not left to %s', (_, change) => {
    expect(outcome(forged(pass()), change, reported)).toEqual({ BadSignature: null });
    expect(outcome(forged(tokenPass()), { passPolicy: required, ...change }, reported)).toEqual({
      BadSignature: null,
    });
  });
});

describe('an event that requires possession', () => {
  test('refuses a bare token, which may be a photograph', () => {
    expect(outcome(token, { passPolicy: required })).toEqual({ PossessionMissing: null });
  });

  test('accepts a token that the phone signed a moment ago, and no older one', () => {
    expect(outcome(tokenPass(), { passPolicy: required })).toEqual({
      possession: 'Verified',
      spends: 'token',
    });
    expect(outcome(tokenPass(STEP - 3), { passPolicy: required })).toHaveProperty('PassTooOld');
  });

  test('says first what became of the token: a used one costs no signature', () => {
    const used = { atNs: 3n, gate: 'South', device: registered.holder };
    const lookups = { token: () => ({ ...row, used }), isSigned: never, passPolicy: required };
    expect(outcome(tokenPass(), lookups)).toHaveProperty('AlreadyUsed');
  });
});

describe('an event that asks for an answer to its gate', () => {
  const gateSecret = new Uint8Array(32).fill(3);
  const atGate = (change: Partial<ProofLookups> = {}): Partial<ProofLookups> => ({
    passPolicy: challenge,
    gateNonce: (_, step) => gateNonce(gateSecret, step),
    ...change,
  });
  function answer(secretOfGate = gateSecret, step = STEP) {
    const nonce = gateNonce(secretOfGate, step);
    const message = answerMessage({ eventId: EVENT, step, nonce }, REGISTRATION);
    const signature = ed25519.sign(message, secret);
    return answerPayload({ registrationId: REGISTRATION, step, nonce, signature });
  }

  test('admits the phone that answers this gate now', () => {
    expect(outcome(answer(), atGate())).toEqual({ possession: 'Challenged', spends: 'step' });
  });

  test.each<[string, Uint8Array]>([
    ['a bare token', token],
    ['a signed token', tokenPass()],
    ['a pass', pass()],
  ])('refuses %s, which could have been made before', (_, payload) => {
    expect(outcome(payload, atGate())).toEqual({ ChallengeMissing: null });
    expect(outcome(payload, atGate(), reported)).toEqual({ ChallengeMissing: null });
  });

  test('refuses an answer to another gate, to an old question, or by another phone', () => {
    expect(outcome(answer(new Uint8Array(32).fill(4)), atGate())).toEqual({ BadSignature: null });
    expect(outcome(answer(gateSecret, STEP - 2), atGate())).toHaveProperty('PassTooOld');
    expect(outcome(forged(answer()), atGate())).toEqual({ BadSignature: null });
    expect(outcome(answer(), atGate({ gateNonce: () => undefined }))).toEqual({
      BadSignature: null,
    });
  });
});

describe('an event that does not', () => {
  test('takes a bare token, and checks no signature around one', () => {
    expect(outcome(token)).toEqual({ possession: 'None', spends: 'token' });
    expect(outcome(tokenPass(), { isSigned: never })).toEqual({
      possession: 'NotChecked',
      spends: 'token',
    });
  });
});

test('one changed bit in the token of a pass is not genuine or no code at all', () => {
  for (let bit = 0; bit < 47 * 8; bit++) {
    const changed = tokenPass();
    changed[bit >> 3] ^= 1 << (bit & 7);
    const [name] = Object.keys(outcome(changed)) as (keyof ScanRefusal)[];
    expect(['BadSignature', 'Malformed'], `bit ${bit}`).toContain(name);
  }
});
