import { Principal } from '@dfinity/principal';
import { err, ok } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { all, anyone, either, signedIn } from './guards.ts';
import { type Call, createSpine, type SpinePort } from './handle.ts';

const ada = Principal.fromUint8Array(Uint8Array.of(1));

function spineFor(caller: Principal) {
  const audited: string[] = [];
  const counted: [string, bigint][] = [];
  const port: SpinePort = {
    caller: () => caller,
    nowNs: () => 5n,
    instructions: () => 42n,
    trap(code) {
      throw new Error(`TRAPPED ${code}`);
    },
    audit: ({ method, subject }, outcome) => audited.push(`${method} ${subject} ${outcome}`),
    count: (method, instructions) => counted.push([method, instructions]),
  };
  return { ...createSpine(port), audited, counted };
}

describe('a state-changing call', () => {
  test('leaves one audit record with its subject and outcome, and is counted', () => {
    const { handle, audited, counted } = spineFor(ada);
    const reply = handle('open', signedIn, (call) => {
      call.subject = 'door 7';
      return ok(call.nowNs);
    });
    expect(reply).toEqual({ Ok: 5n });
    expect(audited).toEqual(['open door 7 Ok']);
    expect(counted).toEqual([['open', 42n]]);
  });

  test('that is refused names the refusal, whoever refused it', () => {
    const { handle, audited } = spineFor(Principal.anonymous());
    let ran = false;
    const reply = handle('open', signedIn, () => {
      ran = true;
      return ok(1);
    });
    expect(reply).toEqual({ Err: { SignInRequired: null } });
    expect(ran).toBe(false);
    handle('open', anyone, () => err({ TooLate: null }));
    handle('scan', anyone, () => ({ Refused: { AlreadyUsed: { at_ns: 1n } } }));
    expect(audited).toEqual(['open  SignInRequired', 'open  TooLate', 'scan  AlreadyUsed']);
  });

  test('that fails unexpectedly traps with a code and without a stack, and is not recorded', () => {
    const { handle, audited } = spineFor(ada);
    const failing = () =>
      handle('open', anyone, () => {
        throw new RangeError('row ends too early');
      });
    expect(failing).toThrow(/^TRAPPED QIKCARD_BUG open: RangeError: row ends too early$/);
    const nothing = () =>
      handle('open', anyone, () => {
        throw undefined;
      });
    // Azle would reply nothing and commit what was written.
    expect(nothing).toThrow('TRAPPED QIKCARD_BUG open: not an error');
    expect(audited).toEqual([]);
  });

  test('cannot wait for anything between its check and its write', () => {
    const { handle } = spineFor(ada);
    const later = async () => ok(1);
    // @ts-expect-error an asynchronous body does not compile
    handle('open', anyone, later);
    const replied: { Ok: number } = handle('open', anyone, () => ok(1));
    expect(replied).toEqual({ Ok: 1 });
  });

  test('a query has the same guards and leaves no record', () => {
    const { handleQuery, audited } = spineFor(Principal.anonymous());
    expect(handleQuery('see', signedIn, () => ok(1))).toEqual({ Err: { SignInRequired: null } });
    expect(handleQuery('see', anyone, () => ok(1))).toEqual({ Ok: 1 });
    expect(audited).toEqual([]);
  });
});

describe('guards', () => {
  const call = { caller: ada } as Call;
  const refusing = (name: string) => () => ({ [name]: null });
  test('in a row stop at the first refusal, the cheapest', () => {
    let asked = false;
    const dear = () => {
      asked = true;
      return undefined;
    };
    expect(all(refusing('A'), dear)(call)).toEqual({ A: null });
    expect(asked).toBe(false);
    expect(all(anyone, refusing('B'))(call)).toEqual({ B: null });
  });
  test('as alternatives let the caller pass by one of them', () => {
    expect(either(refusing('A'), anyone)(call)).toBeUndefined();
    expect(either(refusing('A'), refusing('B'))(call)).toEqual({ B: null });
  });
});
