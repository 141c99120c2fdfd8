import { anyone, expose, handle, handleQuery } from '@qikcard/canister-kit';
import { authApi, ok, PAGE_MAX, type TransferRequest } from '@qikcard/contracts';
import { may, member } from '../guards.ts';
import { transferRequests } from '../throttle.ts';
import {
  approveTransfer,
  cancelTransfer,
  completeTransfer,
  requestTransfer,
  transferPage,
  transferPageOf,
} from '../transfers.ts';

const pageSize = (asked: number) => Math.max(1, Math.min(asked, PAGE_MAX));

/** Moving roles from one principal to another. */
export class Transfers {
  @expose(authApi.request_transfer)
  request_transfer(request: TransferRequest) {
    return handle(
      'request_transfer',
      member,
      (call) => transferRequests(call) ?? requestTransfer(call, request),
    );
  }
  @expose(authApi.approve_transfer)
  approve_transfer(number: bigint) {
    return handle('approve_transfer', may('transfers.decide'), (call) =>
      approveTransfer(call, number),
    );
  }
  @expose(authApi.cancel_transfer)
  cancel_transfer(number: bigint) {
    return handle('cancel_transfer', member, (call) => cancelTransfer(call, number));
  }
  @expose(authApi.complete_transfer)
  complete_transfer(number: bigint) {
    return handle('complete_transfer', member, (call) => completeTransfer(call, number));
  }
  @expose(authApi.list_transfers)
  list_transfers([before]: [] | [bigint], limit: number) {
    return handleQuery('list_transfers', may('transfers.decide'), ({ nowNs }) =>
      ok(transferPage(before, pageSize(limit), nowNs)),
    );
  }
  @expose(authApi.my_transfers)
  my_transfers([before]: [] | [bigint], limit: number) {
    return handleQuery('my_transfers', anyone, ({ caller, nowNs }) =>
      transferPageOf(caller, before, pageSize(limit), nowNs),
    );
  }
}
