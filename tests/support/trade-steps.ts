/** What people and operators do to a market, at random. */
import fc from 'fast-check';

export type TradeStep = { who: number; other: number; what: string; price: number };

/** Random days of a market: two of the four people, what happens, and a price in QIK. */
export const tradeSteps = fc.array(
  fc.record({
    who: fc.nat(3),
    other: fc.nat(3),
    what: fc.constantFrom(
      'list',
      'list',
      'buy',
      'buy',
      'offer',
      'accept',
      'give',
      'swap',
      'take',
      'stop',
      'start',
      'upgrade',
      'pass',
    ),
    price: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 12, maxLength: 24 },
);
