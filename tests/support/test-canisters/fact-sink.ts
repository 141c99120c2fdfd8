/**
 * A receiver of facts that can be told to fail, with the kit's real inbox: stands in for the
 * profile canister in tests/journeys/outbox.test.ts.
 */
import { type AppendLog, appendLog, openMap } from '@qikcard/canister-kit';
import { createInbox, on } from '@qikcard/canister-kit/inbox';
import {
  binary,
  canisterNames,
  FactAck,
  type FactBatch,
  FactBatch as FactBatchShape,
  FactRefusal,
  facts,
  type Infer,
  InitArgument,
  nat32,
  nothing,
  record,
  result,
  text,
  vec,
} from '@qikcard/contracts';
import {
  call,
  canisterSelf,
  init,
  msgCaller,
  type Principal,
  postUpgrade,
  query,
  trap,
  update,
} from 'azle';

const Seen = record({ names: vec(text), repeated: nat32, batches: nat32 });
const log: AppendLog<string> = appendLog(1, binary.versioned(1, binary.str));
const inbox = createInbox({
  map: openMap(0),
  peerOf: (sender) => names.get(sender.toText()),
  everyone: () => canisterNames,
});
const names = new Map<string, (typeof canisterNames)[number]>();
/** On the heap: an upgrade repairs everything. */
let mode = 'ok';
let repeated = 0;
let batches = 0;

inbox.react([
  on(facts.userRegistered, ['auth'], ({ principal }) => {
    if (mode === `trap on ${principal.toText()}`) trap('QIKCARD_BUG this one is too much');
    log.append(principal.toText());
  }),
]);

const learn = ([args]: Infer<typeof InitArgument>): void => {
  for (const name of canisterNames) names.set(args?.directory[name].toText() ?? '', name);
};

export default class {
  @init([InitArgument])
  init(args: Infer<typeof InitArgument>): void {
    learn(args);
  }
  @postUpgrade([InitArgument])
  upgraded(args: Infer<typeof InitArgument>): void {
    learn(args);
  }
  @update([FactBatchShape], result(FactAck, FactRefusal))
  async receive_facts(batch: FactBatch) {
    if (mode === 'trap') trap('QIKCARD_BUG everything is too much');
    const before = inbox.status()[0]?.received_through ?? 0n;
    repeated += batch.facts.filter(({ seq }) => seq <= before).length;
    batches++;
    const reply = inbox.receive(msgCaller() as Principal, batch);
    if (mode === 'lose answers') {
      // What was done until here is kept; the answer is not given.
      await call(canisterSelf(), 'nothing', {});
      trap('QIKCARD_BUG the answer is lost');
    }
    return reply;
  }
  @update([], nothing)
  nothing(): null {
    return null;
  }
  @update([text], nothing)
  set_mode(next: string): null {
    mode = next;
    return null;
  }
  @query([], Seen)
  seen(): Infer<typeof Seen> {
    const found = Array.from({ length: Number(log.length()) }, (_, i) => log.get(BigInt(i)) ?? '');
    return { names: found, repeated, batches };
  }
}
