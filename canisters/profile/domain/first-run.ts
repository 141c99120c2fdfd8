/** The order of a newcomer's steps: agreeing comes before the end. */
import {
  CONSENT_VERSION,
  err,
  type FirstRun,
  type FirstRunStep,
  ok,
  type ProfileRefusal,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import type { FirstRunRow } from '../rows.ts';

export const notBegun: FirstRunRow = { named: false, consent: undefined, finished: false };

/** Where somebody stands after a step, or why it cannot be taken. */
export function advanced(
  row: FirstRunRow,
  step: FirstRunStep,
  nowNs: bigint,
): Result<FirstRunRow, ProfileRefusal> {
  if ('Named' in step) return ok({ ...row, named: true });
  if ('Finished' in step) {
    return row.consent ? ok({ ...row, finished: true }) : invalid('consent comes first');
  }
  const version = step.Consented;
  if (version < 1 || version > CONSENT_VERSION) return invalid('there is no such text');
  // The moment of the first agreement counts; an older text never takes a newer one's place.
  if (row.consent && row.consent.version >= version) return ok(row);
  return ok({ ...row, consent: { version, atNs: nowNs } });
}

/** The row in the words of the contract. */
export const firstRunOf = ({ named, consent, finished }: FirstRunRow): FirstRun => ({
  named,
  consent: toOpt(consent && { version: consent.version, at_ns: consent.atNs }),
  finished,
});

const invalid = (problem: string) => err({ Invalid: { field: 'step', problem } });
