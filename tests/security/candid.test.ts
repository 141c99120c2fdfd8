/** Messages that are valid Candid and meant to hurt: they are refused, and cost what they weigh. */
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { picIdOf } from '../support/operator.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const didl = (...bytes: number[]) => Uint8Array.of(0x44, 0x49, 0x44, 0x4c, ...bytes);
/** 2^28 - 1 */
const MANY = [0xff, 0xff, 0xff, 0x7f];
/** Million cycles above which a small message costs more than an honest call. */
const MOST_M = 40;

const nested = (depth: number) =>
  didl(1, 0x6e, 0, 1, 0, ...Array.from({ length: depth }, () => 1), 0);
const wide = (records: number, fields: number) =>
  didl(
    records,
    ...Array.from({ length: records }, (_, i) => [
      0x6c,
      fields,
      ...Array.from({ length: fields }, (_, n) => [n, i < records - 1 ? i + 1 : 0x7f]).flat(),
    ]).flat(),
    1,
    0,
  );

const attacks: [string, Uint8Array][] = [
  ['a vector of a quarter billion nulls', didl(1, 0x6d, 0x7f, 1, 0, ...MANY)],
  ['a vector of a quarter billion empty records', didl(2, 0x6d, 1, 0x6c, 0, 1, 0, ...MANY)],
  ['a hundred million fields by records in records', wide(8, 10)],
  ['a record that holds itself', didl(1, 0x6c, 1, 0, 0, 1, 0)],
  ['a text that claims to be longer than the message', didl(0, 1, 0x71, ...MANY)],
  ['a blob that claims to be longer than the message', didl(1, 0x6d, 0x7b, 1, 0, ...MANY)],
  ['options 3,000 deep', nested(3_000)],
  ['a table of more types than anybody needs', didl(0xff, 0x7f)],
  ['no Candid at all', Uint8Array.of(1, 2, 3)],
  ['nothing', new Uint8Array()],
];
// Each decoder of arguments there is: the kit's, the event canister's own, and ICRC-21's.
const targets = [
  ['auth', 'register'],
  ['wallet', 'set_maintenance'],
  ['event', 'join_event'],
  ['nft', 'icrc21_canister_call_consent_message'],
] as const;

test.each(attacks)('%s costs no more than an honest call, and harms nothing', async (_, arg) => {
  for (const [name, method] of targets) {
    const canisterId = picIdOf(deployment, name);
    const isConsent = method.startsWith('icrc21');
    const sender = isConsent ? Principal.anonymous() : person('Mallory').principal;
    const before = await deployment.pic.getCyclesBalance(canisterId);
    const outcome = await deployment.pic
      .updateCall({ canisterId, method, arg, sender: sender as never })
      .then(
        () => 'answered',
        (error: Error) => error.message,
      );
    const cost = Number(before - (await deployment.pic.getCyclesBalance(canisterId))) / 1e6;
    expect(cost, `${name}.${method}`).toBeLessThan(MOST_M);
    // A wallet gets an answer whatever it sends; elsewhere the refusal names no place in our code.
    if (isConsent) expect(outcome).toBe('answered');
    else if (outcome !== 'answered') expect(outcome).toMatch(/QIKCARD_|reject|trap/i);
    expect(outcome).not.toMatch(/\.ts:|\.js:|\/tmp\/|at [a-z]+ \(/);
  }
  const health = await deployment.as('Ada').auth.health();
  expect(health.status).toEqual({ Healthy: null });
});
