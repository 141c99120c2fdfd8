/** States facts that are not its to state; for tests/security/facts.test.ts. */
import {
  FactAck,
  FactBatch,
  FactRefusal,
  type Infer,
  InitArgument,
  principal,
  result,
} from '@qikcard/contracts';
import { call, init, type Principal, update } from 'azle';

const Answer = result(FactAck, FactRefusal);

export default class {
  @init([InitArgument])
  init(_: Infer<typeof InitArgument>): void {}

  @update([principal, FactBatch], Answer)
  async forge(to: Principal, batch: Infer<typeof FactBatch>) {
    return await call<[Infer<typeof FactBatch>], Infer<typeof Answer>>(to, 'receive_facts', {
      paramIdlTypes: [FactBatch],
      returnIdlType: Answer,
      args: [batch],
    });
  }
}
