/** Refusals by number, for counting them. Numbers are for ever: only ever append. */
export const refusalNames = [
  'Other',
  'Malformed',
  'UnknownToken',
  'BadSignature',
  'Expired',
  'AlreadyUsed',
  'Revoked',
  'NotYetOpen',
  'Closed',
  'WrongEvent',
  'WrongPurpose',
  'WrongGate',
  'AlreadyInside',
  'NotInside',
  'CapacityReached',
  'PossessionMissing',
  'PassTooOld',
  'PassTooEarly',
  'HolderSuspended',
  'RateLimited',
  'RuleRefused',
  'UnknownList',
  'ActionNotAllowed',
  'RefusedOffline',
  'ClockSkewed',
  'ChallengeMissing',
  'CardNotAccepted',
  'EventCancelled',
  'TicketNotYetValid',
  'TicketNoLongerValid',
] as const;

/** The number of a refusal; `Other` for one without a number. */
export const refusalNumber = (name: string): number =>
  Math.max(0, refusalNames.indexOf(name as (typeof refusalNames)[number]));
