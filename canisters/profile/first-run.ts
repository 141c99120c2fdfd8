/** A newcomer's first steps, noted for every device. */
import { expose, handle } from '@qikcard/canister-kit';
import { type FirstRunStep, ok, profileApi } from '@qikcard/contracts';
import { writes } from './callers.ts';
import { advanced, notBegun } from './domain/first-run.ts';
import { ownProfile } from './people.ts';
import { firstRuns } from './store.ts';

export class FirstRun {
  @expose(profileApi.advance_first_run)
  advance_first_run(step: FirstRunStep) {
    return handle('advance_first_run', writes('edit'), (call) => {
      call.subject = Object.keys(step)[0];
      const next = advanced(firstRuns.get(call.caller) ?? notBegun, step, call.nowNs);
      if ('Err' in next) return next;
      firstRuns.put(call.caller, next.Ok);
      return ok(ownProfile(call.caller, call.nowNs));
    });
  }
}
