/** The door: decided and stored in one message, nothing awaited. */
import type { Call } from '@qikcard/canister-kit';
import {
  err,
  eventApi,
  type Infer,
  ok,
  type Result,
  SCANS_PER_BATCH_MAX,
  type Scan,
  type ScanOutcome,
  type SubmitRefusal,
  type Verdict,
} from '@qikcard/contracts';
import { passageOf } from './domain/answer.ts';
import { served } from './serve.ts';
import { Visit } from './visit.ts';

type Outcomes = Result<ScanOutcome[], Infer<typeof SubmitRefusal>>;

export class Door {
  @served(eventApi.check_in)
  check_in(call: Call, scan: Scan): Verdict {
    return single(call, { ...scan, direction: { In: null } });
  }

  @served(eventApi.check_out)
  check_out(call: Call, scan: Scan): Verdict {
    return single(call, { ...scan, direction: { Out: null } });
  }

  @served(eventApi.submit_scans)
  submit_scans(call: Call, scans: Scan[]): Outcomes {
    if (scans.length > SCANS_PER_BATCH_MAX) return err({ TooMany: { limit: SCANS_PER_BATCH_MAX } });
    const visit = new Visit(call);
    const outcomes = scans.map((scan) => ({ scan_id: scan.scan_id, verdict: visit.scan(scan) }));
    visit.finish();
    const refused = outcomes.filter(({ verdict }) => 'Refused' in verdict).length;
    call.subject = `${scans.length - refused} passed, ${refused} refused`;
    return ok(outcomes);
  }

  @served(eventApi.preview_scan)
  preview_scan(call: Call, scan: Scan): Verdict {
    return new Visit(call).preview(scan);
  }
}

function single(call: Call, scan: Scan): Verdict {
  const visit = new Visit(call);
  const verdict = visit.scan(scan);
  visit.finish();
  call.subject = subjectOf(verdict);
  // Its line in the scan log is committed to together with others (refused-lines.ts).
  if (visit.isRefusalLogged()) call.unaudited = true;
  return verdict;
}

const subjectOf = (verdict: Verdict): string => {
  if ('Refused' in verdict) return '';
  return passageOf(verdict).registration_id.toString();
};
