/** What people, other canisters and operators do to a wallet, at random. */
import fc from 'fast-check';

const people = ['withdraw', 'withdraw', 'drain', 'ckbtc', 'ckbtc', 'ether', 'ether', 'drain ether'];
const between = ['repeat', 'deposit', 'deposit', 'settle', 'cancel'];
const evening = ['come', 'come', 'stake', 'deposit for a thing', 'withdraw a deposit'];
const troubles = ['ledger fails', 'minter fails', 'chain fails', 'ledger stops', 'all is well'];
const time = [
  'upgrade',
  'upgrade nft',
  'facts again',
  'facts again',
  'pass',
  'pass',
  'mine',
  'some rounds',
  'some rounds',
];

export type WalletStep = { who: number; what: string; much: number };

/** A day on which something of every kind happens and ends. */
export const usualDay: WalletStep[] = [
  { who: 0, what: 'withdraw', much: 2 },
  { who: 1, what: 'ckbtc', much: 2 },
  { who: 2, what: 'ether', much: 2 },
  { who: 0, what: 'drain', much: 4 },
  { who: 1, what: 'deposit', much: 3 },
  { who: 1, what: 'repeat', much: 1 },
  { who: 2, what: 'upgrade', much: 5 },
  { who: 0, what: 'stake', much: 1 },
  { who: 0, what: 'deposit for a thing', much: 9 },
  ...[0, 1, 2].map((who) => ({ who, what: 'come', much: 9 })),
  { who: 0, what: 'withdraw a deposit', much: 9 },
  { who: 0, what: 'pass', much: 1 },
  ...[3, 4, 5].map((much) => ({ who: 0, what: 'facts again', much })),
];

/** One of three people, what happens, and how much of it. */
export const walletSteps: fc.Arbitrary<WalletStep[]> = fc.array(
  fc.record({
    who: fc.nat(2),
    what: fc.constantFrom(...people, ...between, ...evening, ...troubles, ...time),
    much: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 14, maxLength: 26 },
);
