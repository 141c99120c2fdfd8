/** For operators: payments that do not get on. */
import { expose } from '@qikcard/canister-kit';
import { walletApi } from '@qikcard/contracts';
import { report } from './sagas.ts';

export class Operator {
  @expose(walletApi.stuck_sagas)
  stuck_sagas(behind: [] | [bigint], limit: number) {
    return report.stuck(behind, limit);
  }
  @expose(walletApi.retry_saga)
  retry_saga(id: bigint) {
    return report.retry(id);
  }
}
