/** What people read when the wallet refuses, beside the refusals that other operations have, too. */
import type { FormatTime } from './sentences.ts';
import type { WalletRefusal } from './wallet-refusal.ts';

type Shared = 'SignInRequired' | 'Forbidden' | 'Invalid' | 'RateLimited' | 'LimitReached';
type NameOf<R> = R extends unknown ? keyof R : never;
type Sentences = {
  [K in Exclude<NameOf<WalletRefusal>, Shared>]: (
    data: Extract<WalletRefusal, Record<K, unknown>>[K],
    time: FormatTime,
  ) => string;
};

export const walletSentences: Sentences = {
  ChainUnavailable: ({ reason }) => `This cannot be done now: ${reason}`,
  NotEnough: ({ spendable, needed }) =>
    `This needs ${needed} with its fee, and ${spendable} can be spent now.`,
  AmountTooSmall: ({ least }) => `The least that can be sent is ${least}.`,
  FeeTooHigh: ({ fee, most }) =>
    `The fee would be ${fee} now, more than ${most}. Ask for it again.`,
  DailyLimit: ({ left }) => `Your limit of this day leaves ${left}.`,
  UnknownSend: () => 'There is no such payment.',
  TooLate: () => 'This payment is signed and cannot be taken back.',
};
