/** What a newcomer has gone through: kept here, so that no device asks a second time. */
import { bool, type Infer, nat32, nat64, nothing, opt, record, variant } from './candid.ts';

/** Grows with the text of what is stored and shown; whoever agreed to an older one is asked again. */
export const CONSENT_VERSION = 1;

export const Consent = record({ version: nat32, at_ns: nat64 });
export type Consent = Infer<typeof Consent>;

export const FirstRun = record({
  /** Whether a username was taken or passed over. */
  named: bool,
  consent: opt(Consent),
  /** Whether the last step was taken or passed over. */
  finished: bool,
});
export type FirstRun = Infer<typeof FirstRun>;

export const FirstRunStep = variant({
  Named: nothing,
  /** The version of the text that the person agreed to. */
  Consented: nat32,
  /** Only after consent. */
  Finished: nothing,
});
export type FirstRunStep = Infer<typeof FirstRunStep>;
