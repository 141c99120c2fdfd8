import { expect, test } from 'vitest';
import { type Canister, outcome, TestNetwork } from '../replica/test-network.ts';
import {
  type CanisterSource,
  type Code,
  drop,
  i32,
  i64,
  increment,
  replyFrom,
  replyText,
  sys,
  text,
  unreachable,
} from '../wasm/assembler.ts';

const CALLEE = 256;
const REPLY = 0;
const REJECT = 1;
const TRAP = 2;
const CLEANUP = 3;
const SILENT = 4;
const AGAIN = 5;

type Options = { reply?: number; reject?: number; cleanup?: number; also?: Code };

/** Calls `method` of the canister whose id is the argument of the message. */
const call = (
  method: string,
  { reply = REPLY, reject = REJECT, cleanup, also = [] }: Options = {},
): Code => [
  i32(CALLEE),
  i32(0),
  i32(10),
  sys('msg_arg_data_copy'),
  ...callAgain(method, { reply, reject, cleanup: cleanup ?? -1, also }),
];
const callAgain = (
  method: string,
  { reply = REPLY, reject = REJECT, cleanup = -1, also = [] }: Options,
): Code => [
  i32(CALLEE),
  i32(10),
  text(method),
  i32(reply),
  i32(0),
  i32(reject),
  i32(0),
  sys('call_new'),
  ...(cleanup >= 0 ? [i32(cleanup), i32(0), sys('call_on_cleanup')] : []),
  ...also,
  sys('call_perform'),
  drop,
];

/** Copies what was replied (or the reject message) into the reply of the caller's own call. */
const passOn = (what: 'arg_data' | 'reject_msg'): Code => [
  i32(512),
  i32(0),
  sys(`msg_${what}_size`),
  sys(`msg_${what}_copy`),
  i32(512),
  sys(`msg_${what}_size`),
  sys('msg_reply_data_append'),
  sys('msg_reply'),
];

const caller: CanisterSource = {
  exports: {
    'canister_update call': [increment(0), ...call('greet')],
    'canister_update call_missing': call('missing'),
    'canister_update call_crash': call('crash'),
    'canister_update call_refuse': call('refuse'),
    'canister_update call_then_trap': [increment(0), ...call('greet'), unreachable],
    'canister_update trap_later': call('greet', { reply: TRAP, cleanup: CLEANUP }),
    'canister_update silent_later': call('greet', { reply: SILENT }),
    'canister_update again': call('greet', { reply: AGAIN }),
    'canister_update reply_first': [...call('greet', { reply: SILENT }), ...replyText('at once')],
    'canister_update pay': call('take', { also: [i64(0), i64(1000), sys('call_cycles_add128')] }),
    'canister_update hurry': call('greet', {
      also: [i32(10), sys('call_with_best_effort_response')],
    }),
    'canister_query heap': replyFrom(0, 4),
    'canister_composite_query ask': call('greet_query'),
    'canister_composite_query loop': call('loop'),
  },
  table: [
    passOn('arg_data'),
    passOn('reject_msg'),
    [increment(0), increment(0), unreachable],
    [[...increment(0)]],
    [increment(0)],
    callAgain('greet', {}),
    // refunded cycles, as 16 bytes
    [i32(640), sys('msg_cycles_refunded128'), ...replyFrom(640, 16)],
  ],
};

const callee: CanisterSource = {
  exports: {
    'canister_update greet': replyText('hello'),
    'canister_update crash': [text('oh no'), sys('trap')],
    'canister_update refuse': [text('go away'), sys('msg_reject')],
    'canister_update take': [
      i64(0),
      i64(400),
      i32(0),
      sys('msg_cycles_accept128'),
      ...replyText('thanks'),
    ],
    'canister_query greet_query': replyText('hello from a query'),
    'canister_composite_query loop': replyText('no loop'),
  },
};

function pair(at: 'same' | 'other' = 'same') {
  const network = new TestNetwork();
  const a = network.deploy(caller);
  const other = network.replica.subnets[2]?.ranges.at(-1)?.start;
  const b = network.deploy(callee, at === 'other' && other ? { at: other } : {});
  const heap = () => {
    const response = network.queryRaw(a, 'heap', new Uint8Array(0));
    return response.kind === 'reply' ? response.bytes[0] : -1;
  };
  return { network, a, b, heap };
}
const send = (network: TestNetwork, a: Canister, method: string, b: Canister) =>
  network.update(a, method, b.id);

test.each(['same', 'other'] as const)(
  'a call is answered by a canister on the %s subnet',
  (where) => {
    const { network, a, b, heap } = pair(where);
    expect(send(network, a, 'call', b)).toBe('hello');
    expect(heap()).toBe(1);
  },
);

test.each([
  ['call_missing', 'IC0536|has no update method'],
  ['call_crash', "message: 'oh no'"],
  ['call_refuse', 'go away'],
])('%s arrives at the reject callback with its reason', (method, reason) => {
  const { network, a, b } = pair();
  expect(send(network, a, method, b)).toMatch(new RegExp(reason));
});

test('a message that traps after a call has not called', () => {
  const { network, a, b, heap } = pair();
  expect(send(network, a, 'call_then_trap', b)).toContain('IC0502');
  expect(heap()).toBe(0);
});

test('a trap in the callback undoes it, runs the cleanup and rejects the call', () => {
  const { network, a, b, heap } = pair();
  expect(send(network, a, 'trap_later', b)).toContain('IC0502');
  expect(heap()).toBe(1); // the cleanup's change alone
});

test('a callback that does not answer leaves the call without reply', () => {
  const { network, a, b, heap } = pair();
  expect(send(network, a, 'silent_later', b)).toContain('IC0506');
  expect(heap()).toBe(1);
});

test('a callback may call again and answer after that', () => {
  const { network, a, b } = pair();
  expect(send(network, a, 'again', b)).toBe('hello');
});

test('an answer given before the call returns is the answer', () => {
  const { network, a, b, heap } = pair();
  expect(send(network, a, 'reply_first', b)).toBe('at once');
  expect(heap()).toBe(1);
});

test('cycles that are not accepted return to the caller', () => {
  const { network, a, b } = pair();
  const [beforeA, beforeB] = [network.cycles(a), network.cycles(b)];
  expect(send(network, a, 'pay', b)).toBe('thanks');
  const spentByA = beforeA - network.cycles(a);
  network.update(a, 'call', b.id); // the same, without cycles
  const plain = beforeA - spentByA - network.cycles(a);
  expect(spentByA - plain).toBeLessThan(60_000n); // a few instructions, 400 cycles, no prepayment
  expect(network.cycles(b)).toBeLessThan(beforeB);
});

test('calls need cycles for their callback: without them call_perform fails', () => {
  const network = new TestNetwork();
  const perform = call('greet').slice(0, -1);
  const store = [[0x21, 1, 0x41, 0, 0x20, 1, 0x36, 2, 0], ...replyFrom(0, 4)];
  const poor = network.create({ cycles: 400_000_000_000n });
  network.install(poor, { exports: { 'canister_update call': [...perform, ...store] } });
  const b = network.deploy(callee);
  expect(network.update(poor, 'call', b.id).charCodeAt(0)).toBe(0);
  const poorer = network.create({ cycles: 350_000_000_000n });
  network.install(poorer, { exports: { 'canister_update call': [...perform, ...store] } });
  network.replica.addCycles(poorer.id, 0n);
  while (network.cycles(poorer) > 90_000_000_000n) burn(network, poorer, perform, store);
  expect(network.update(poorer, 'call', b.id).charCodeAt(0)).toBe(2);
});

function burn(network: TestNetwork, canister: Canister, perform: Code, store: Code): void {
  const exports = {
    'canister_update burn': [
      i64(0),
      i64(270_000_000_000),
      i32(0),
      sys('cycles_burn128'),
      ...replyText(''),
    ],
    'canister_update call': [...perform, ...store],
  };
  network.install(canister, { exports }, { reinstall: null });
  network.update(canister, 'burn');
}

test('a canister with open calls stops only when they have returned', () => {
  const { network, a, b } = pair('other'); // an answer from another subnet takes two more rounds
  const call = network.send(a.id, 'call', b.id);
  network.replica.executeRound();
  const stop = network.sendManagement('stop_canister', { canister_id: a.principal }, a.id);
  network.replica.executeRound();
  expect(network.replica.ingressStatus(stop)?.status).toBe('processing');
  const late = network.send(a.id, 'call', b.id);
  network.run();
  expect(outcome(network.replica.ingressStatus(call))).toBe('hello');
  expect(outcome(network.replica.ingressStatus(late))).toMatch(/IC050[89]/);
  expect(network.replica.ingressStatus(stop)?.status).toBe('replied');
  expect(network.status(a).status).toEqual({ stopped: null });
});

test('a bounded-wait call is answered by the system after its deadline', () => {
  const { network, a, b, heap } = pair('other');
  const id = network.send(a.id, 'hurry', b.id);
  network.replica.executeRound();
  const deadline = network.replica.certifiedTimeNs() + 10_000_000_000n;
  expect(network.replica.nextTimerNs()).toBe(deadline + 1n);
  network.replica.setTimeNs(deadline + 1n);
  network.replica.executeRound();
  expect(outcome(network.replica.ingressStatus(id))).toContain('deadline has expired');
  network.run(); // the late answer of the callee changes nothing
  expect(heap()).toBe(0);
  expect(send(network, a, 'call', b)).toBe('hello');
});

test('a composite query is answered by another canister', () => {
  const { network, a, b } = pair();
  expect(network.query(a, 'ask', b.id)).toBe('hello from a query');
});

test('a composite query cannot call another subnet, nor itself, nor run as an update', () => {
  const { network, a, b } = pair('other');
  expect(network.query(a, 'ask', b.id)).toContain('on another subnet');
  expect(network.query(a, 'loop', a.id)).toContain('Loop');
  expect(send(network, a, 'ask', b)).toContain('IC0527');
});
