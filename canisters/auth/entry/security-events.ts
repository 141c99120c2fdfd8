import { anyone, expose, handleQuery } from '@qikcard/canister-kit';
import { authApi, ok, PAGE_MAX } from '@qikcard/contracts';
import { may } from '../guards.ts';
import { pageOf, pageOfAll } from '../security-events.ts';

const pageSize = (asked: number) => Math.max(1, Math.min(asked, PAGE_MAX));

/** The feed of what happened to accounts. */
export class SecurityEvents {
  @expose(authApi.security_events)
  security_events([before]: [] | [bigint], limit: number) {
    return handleQuery('security_events', may('security.read'), () =>
      ok(pageOfAll(before, pageSize(limit))),
    );
  }
  @expose(authApi.my_security_events)
  my_security_events([before]: [] | [bigint], limit: number) {
    return handleQuery('my_security_events', anyone, ({ caller }) =>
      pageOf(caller, before, pageSize(limit)),
    );
  }
}
