import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Method } from './candid.ts';
import { eventApi } from './event.ts';
import { wireOf } from './wire.ts';

/** Arbitrary values of a type, from the type itself. */
function valuesOf(type: IDL.Type): fc.Arbitrary<unknown> {
  if (type instanceof IDL.FixedNatClass) {
    if (type._bits === 64) return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    return fc.integer({ min: 0, max: 2 ** type._bits - 1 });
  }
  if (type instanceof IDL.TextClass) return fc.string({ unit: 'grapheme', maxLength: 20 });
  if (type instanceof IDL.BoolClass) return fc.boolean();
  if (type instanceof IDL.NullClass) return fc.constant(null);
  if (type instanceof IDL.PrincipalClass) {
    return fc.uint8Array({ maxLength: 29 }).map((raw) => Principal.fromUint8Array(raw));
  }
  if (type instanceof IDL.OptClass) return fc.array(valuesOf(type._type), { maxLength: 1 });
  if (type instanceof IDL.VecClass) {
    const isBlob = type._type instanceof IDL.FixedNatClass && type._type._bits === 8;
    return isBlob
      ? fc.uint8Array({ maxLength: 80 })
      : fc.array(valuesOf(type._type), { maxLength: 4 });
  }
  if (type instanceof IDL.TupleClass) {
    return fc.tuple(...type._fields.map(([, part]) => valuesOf(part)));
  }
  const fields = (type as IDL.RecordClass)._fields.map(([name, of]) => [name, valuesOf(of)]);
  if (type instanceof IDL.RecordClass)
    return fc.record(Object.fromEntries(fields), { noNullPrototype: true });
  return fc.oneof(
    ...fields.map(([name, of]) =>
      fc.record({ [name as string]: of as never }, { noNullPrototype: true }),
    ),
  );
}

// ICRC-21 has number types that nothing else has, and is asked rarely: @dfinity/candid reads it.
const { icrc21_canister_call_consent_message: _, ...served } = eventApi;
const methods = Object.entries(served as Record<string, Method>);

/** `@dfinity/candid` reads numbers into typed arrays; a plain list holds the same. */
function plainList(value: unknown): unknown {
  if (value instanceof Uint8Array || value instanceof Principal) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>);
  if (Array.isArray(value)) return value.map(plainList);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, plainList(of)]));
}

describe('messages', () => {
  test.each(methods)('%s is written and read exactly as Candid has it', (_, method) => {
    const wire = wireOf(method);
    fc.assert(
      fc.property(fc.tuple(...method.args.map(valuesOf)), valuesOf(method.ret), (args, reply) => {
        expect(Buffer.from(wire.encodeReply(reply))).toEqual(
          Buffer.from(IDL.encode([method.ret], [reply])),
        );
        const message = IDL.encode(method.args, args);
        expect(wire.decodeArgs(message)).toEqual(IDL.decode(method.args, message).map(plainList));
      }),
      { numRuns: 40 },
    );
  });

  test('a message with a type table of its own is understood too', () => {
    const { check_in } = eventApi;
    const other = IDL.Record({
      scan_id: IDL.Vec(IDL.Nat8),
      event_id: IDL.Nat64,
      direction: IDL.Variant({ In: IDL.Null }),
      payload: IDL.Vec(IDL.Nat8),
      gate: IDL.Text,
      captured_at_ns: IDL.Nat64,
      firmware: IDL.Text,
    });
    const scan = {
      scan_id: new Uint8Array(16),
      event_id: 7n,
      direction: { In: null },
      payload: Uint8Array.of(1, 2),
      gate: 'North',
      captured_at_ns: 5n,
    };
    const message = IDL.encode([other], [{ ...scan, firmware: '2.1' }]);
    expect(wireOf(check_in).decodeArgs(message)).toEqual([
      { ...scan, possession: [], list_id: [], offline: [] },
    ]);
  });

  test('a message cut anywhere or with one byte more is refused', () => {
    const wire = wireOf(eventApi.start_pairing);
    const request = { event_id: 1n, name: 'Reader', gate: 'North' };
    const message = IDL.encode(eventApi.start_pairing.args, [request]);
    for (let length = 0; length < message.length; length++) {
      expect(() => wire.decodeArgs(message.slice(0, length))).toThrow();
    }
    expect(() => wire.decodeArgs(Uint8Array.from([...message, 0]))).toThrow(RangeError);
  });

  test('changed bytes are refused or read as Candid reads them, never otherwise', () => {
    const { submit_scans } = eventApi;
    const wire = wireOf(submit_scans);
    fc.assert(
      fc.property(
        valuesOf(submit_scans.args[0]),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (scans, at, change) => {
          const message = IDL.encode(submit_scans.args, [scans]);
          message[at % message.length] ^= change;
          let ours: unknown;
          try {
            ours = wire.decodeArgs(message);
          } catch {
            return;
          }
          expect(ours).toEqual(IDL.decode(submit_scans.args, message));
        },
      ),
    );
  });

  test('a list that claims more items than the message has bytes is refused at once', () => {
    const empty = IDL.encode(eventApi.submit_scans.args, [[]]);
    const claim = Uint8Array.from([...empty.slice(0, -1), 0xff, 0xff, 0xff, 0x7f]);
    expect(() => wireOf(eventApi.submit_scans).decodeArgs(claim)).toThrow('ends too early');
  });
});
