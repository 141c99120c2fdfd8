/** The collection of badges: what ICRC-7 and ICRC-37 ask of it, in numbers. */
export {
  MEMO_MAX_BYTES,
  PERMITTED_DRIFT_NS,
  PERMITTED_DRIFT_SECONDS,
  TX_WINDOW_NS,
  TX_WINDOW_SECONDS,
} from '@qikcard/contracts/icrc/stamp';

export const NAME = 'QikCard Badges';
export const SYMBOL = 'QBADGE';
export const DESCRIPTION = 'Badges for taking part: each cites the check-in it was given for.';

export const QUERY_BATCH_MAX = 100;
export const UPDATE_BATCH_MAX = 20;
export const TAKE_DEFAULT = 50;
export const TAKE_MAX = 100;
export const APPROVALS_MAX = 20;
