/** What ICRC-10 lists; names and URLs as the standards spell them. */
const STANDARDS = 'https://github.com/dfinity';
const icrc10 = {
  name: 'ICRC-10',
  url: `${STANDARDS}/ICRC/blob/main/ICRCs/ICRC-10/ICRC-10.md`,
};
const icrc21 = {
  name: 'ICRC-21',
  url: `${STANDARDS}/wg-identity-authentication/blob/main/topics/ICRC-21/icrc_21_consent_msg.md`,
};
const icrc28 = {
  name: 'ICRC-28',
  url: `${STANDARDS}/wg-identity-authentication/blob/main/topics/icrc_28_trusted_origins.md`,
};

/**
 * ICRC-28 lets frontends act for a user without asking again. Canisters that hold what people own
 * (tokens, badges, money) must not offer it.
 */
export const holdsNoAssets = (name: string): boolean =>
  ['auth', 'event', 'profile', 'analytics'].includes(name);

/** The standards that every canister of this name supports. */
export const standardsOf = (name: string): { name: string; url: string }[] =>
  holdsNoAssets(name) ? [icrc10, icrc21, icrc28] : [icrc10, icrc21];
