/** From a Candid type to functions that read and write its values. */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { Sink, Source } from './wire-bytes.ts';

type Reader = (source: Source) => unknown;
type Writer = (sink: Sink, value: never) => void;
export type Plan = { read: Reader; write: Writer; sample: unknown };

const plan = <T>(
  read: (source: Source) => T,
  write: (sink: Sink, value: T) => void,
  sample: T,
): Plan => ({ read, write: write as Writer, sample });

/** How values of `type` are read and written; throws for types that no api of ours has yet. */
export function planOf(type: IDL.Type): Plan {
  if (type instanceof IDL.FixedNatClass) return fixedPlan(type._bits);
  if (type instanceof IDL.NatClass) return natPlan;
  if (type instanceof IDL.IntClass) return intPlan;
  if (type instanceof IDL.RecClass) return recursivePlan(type);
  if (type instanceof IDL.FuncClass) return referencePlan;
  if (type instanceof IDL.TextClass) return textPlan;
  if (type instanceof IDL.BoolClass) return boolPlan;
  if (type instanceof IDL.NullClass) return plan(readNull, () => {}, null);
  if (type instanceof IDL.PrincipalClass) return principalPlan;
  if (type instanceof IDL.OptClass) return optPlan(planOf(type._type));
  if (type instanceof IDL.VecClass) return vecPlan(type._type);
  if (type instanceof IDL.TupleClass) return tuplePlan(type._fields.map(([, part]) => part));
  if (type instanceof IDL.RecordClass) return recordPlan(type._fields);
  if (type instanceof IDL.VariantClass) return variantPlan(type._fields);
  throw new TypeError(`no plan for ${type.name}`);
}

const readNull = (): null => null;
const fixedPlan = (bits: number): Plan =>
  plan<number | bigint>(
    (source) => source.fixed(bits),
    (sink, value) => sink.fixed(bits, value),
    bits === 64 ? 0n : 0,
  );
const natPlan = plan<bigint>(
  (source) => source.big(false),
  (sink, value) => sink.nat(value),
  0n,
);
const intPlan = plan<bigint>(
  (source) => source.big(true),
  (sink, value) => sink.int(value),
  0n,
);
const boolPlan = plan<boolean>(
  (source) => readFlag(source),
  (sink, value) => sink.u8(value ? 1 : 0),
  false,
);
const textPlan = plan<string>(
  (source) => new TextDecoder('utf-8', { fatal: true }).decode(source.raw(source.leb())),
  (sink, value) => {
    const encoded = new TextEncoder().encode(value);
    sink.leb(encoded.length);
    sink.raw(encoded);
  },
  '',
);
const principalPlan = plan<Principal>(
  (source) => {
    if (source.u8() !== 1) throw new RangeError('a principal reference is opaque');
    const length = source.leb();
    if (length > 29) throw new RangeError('a principal has at most 29 bytes');
    return Principal.fromUint8Array(source.raw(length));
  },
  (sink, value) => {
    const raw = value.toUint8Array();
    sink.u8(1);
    sink.leb(raw.length);
    sink.raw(raw);
  },
  Principal.anonymous(),
);

const recursivePlans = new WeakMap<IDL.RecClass, Plan>();

/** Only ever answered: what callers send has a depth that is written down in its type. */
function recursivePlan(type: IDL.RecClass): Plan {
  const known = recursivePlans.get(type);
  if (known !== undefined) return known;
  let inner: Plan | undefined;
  const self: Plan = {
    read: () => {
      throw new RangeError('a type that holds itself is not taken');
    },
    write: (sink, value) => inner?.write(sink, value),
    sample: undefined,
  };
  recursivePlans.set(type, self);
  inner = planOf(type.getType() as IDL.Type);
  self.sample = inner.sample;
  return self;
}

/** Only ever answered, as archives are: nobody tells us what to call. */
const referencePlan = plan<[Principal, string]>(
  () => {
    throw new RangeError('functions are not taken');
  },
  (sink, [canister, method]) => {
    sink.u8(1);
    principalPlan.write(sink, canister as never);
    textPlan.write(sink, method as never);
  },
  [Principal.anonymous(), ''],
);

function readFlag(source: Source): boolean {
  const byte = source.u8();
  if (byte > 1) throw new RangeError('neither 0 nor 1');
  return byte === 1;
}

const optPlan = (inner: Plan): Plan =>
  plan<unknown[]>(
    (source) => (readFlag(source) ? [inner.read(source)] : []),
    (sink, value) => {
      sink.u8(value.length);
      if (value.length > 0) inner.write(sink, value[0] as never);
    },
    [],
  );

function vecPlan(item: IDL.Type): Plan {
  if (item instanceof IDL.FixedNatClass && item._bits === 8) return blobPlan;
  const inner = planOf(item);
  return plan<unknown[]>(
    (source) => {
      const length = source.leb();
      // Every item of our apis has at least one byte: a longer claim is an attack on memory.
      if (length > source.left()) throw new RangeError('message ends too early');
      return Array.from({ length }, () => inner.read(source));
    },
    (sink, value) => {
      sink.leb(value.length);
      for (const each of value) inner.write(sink, each as never);
    },
    [],
  );
}
const blobPlan = plan<Uint8Array>(
  (source) => source.raw(source.leb()),
  (sink, value) => {
    sink.leb(value.length);
    sink.raw(value);
  },
  new Uint8Array(0),
);

function recordPlan(fields: [string, IDL.Type][]): Plan {
  const plans = fields.map(([name, type]) => [name, planOf(type)] as const);
  return plan<Record<string, unknown>>(
    (source) => {
      const value: Record<string, unknown> = {};
      for (const [name, field] of plans) value[name] = field.read(source);
      return value;
    },
    (sink, value) => {
      for (const [name, field] of plans) field.write(sink, value[name] as never);
    },
    Object.fromEntries(plans.map(([name, field]) => [name, field.sample])),
  );
}

function tuplePlan(types: IDL.Type[]): Plan {
  const plans = types.map(planOf);
  return plan<unknown[]>(
    (source) => plans.map((part) => part.read(source)),
    (sink, value) => {
      for (let i = 0; i < plans.length; i++) plans[i].write(sink, value[i] as never);
    },
    plans.map((part) => part.sample),
  );
}

function variantPlan(fields: [string, IDL.Type][]): Plan {
  const plans = fields.map(([name, type]) => [name, planOf(type)] as const);
  const indexes = new Map(plans.map(([name], index) => [name, index]));
  return plan<Record<string, unknown>>(
    (source) => {
      const found = plans[source.leb()];
      if (found === undefined) throw new RangeError('unknown case');
      return { [found[0]]: found[1].read(source) };
    },
    (sink, value) => {
      for (const name in value) {
        const index = indexes.get(name);
        if (index === undefined) throw new TypeError(`unknown case ${name}`);
        sink.leb(index);
        plans[index][1].write(sink, value[name] as never);
        return;
      }
      throw new TypeError('a variant has one case');
    },
    { [plans[0][0]]: plans[0][1].sample },
  );
}
