/**
 * Reads the `.did` files that the build writes: one service, types written out in place but for
 * those that hold themselves. Not a reader of all of Candid: imports do not occur there.
 */
import { IDL } from '@dfinity/candid';

export type Did = { init: IDL.Type[]; methods: Map<string, IDL.FuncClass> };

const TOKEN = /\s*(->|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|\d+|[{}():;,=])/y;
const primitives: Record<string, IDL.Type> = {
  bool: IDL.Bool,
  text: IDL.Text,
  null: IDL.Null,
  reserved: IDL.Reserved,
  empty: IDL.Empty,
  principal: IDL.Principal,
  nat: IDL.Nat,
  int: IDL.Int,
  nat8: IDL.Nat8,
  nat16: IDL.Nat16,
  nat32: IDL.Nat32,
  nat64: IDL.Nat64,
  int8: IDL.Int8,
  int16: IDL.Int16,
  int32: IDL.Int32,
  int64: IDL.Int64,
  float32: IDL.Float32,
  float64: IDL.Float64,
};

/** The service of a `.did` text; throws with the place where it is not understood. */
export function readDid(source: string): Did {
  const reader = new Reader(source);
  reader.definitions();
  reader.expect('service');
  reader.expect(':');
  const init = reader.is('(') ? reader.types() : [];
  if (init.length > 0 || reader.is('->')) reader.expect('->');
  const methods = new Map<string, IDL.FuncClass>();
  reader.expect('{');
  while (!reader.is('}')) {
    const name = reader.name();
    reader.expect(':');
    methods.set(name, reader.func());
    if (!reader.is('}')) reader.expect(';');
  }
  return { init, methods };
}

class Reader {
  private readonly tokens: string[] = [];
  private at = 0;
  private readonly named = new Map<string, IDL.RecClass>();

  constructor(source: string) {
    const text = source.replace(/\/\/.*$/gm, '').trimEnd();
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (!match)
        throw new SyntaxError(`Candid not understood at "${text.slice(from, from + 30)}"`);
      this.tokens.push(match[1]);
    }
  }
  is = (token: string): boolean => this.tokens[this.at] === token;
  next = (): string => this.tokens[this.at++] ?? '';
  expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new SyntaxError(`Candid: "${token}" expected, not "${found}"`);
  }
  /** A name, quoted or not. */
  name(): string {
    const token = this.next();
    return token.startsWith('"') ? (JSON.parse(token) as string) : token;
  }
  func(): IDL.FuncClass {
    const args = this.types();
    this.expect('->');
    const results = this.types();
    const annotations: string[] = [];
    while (!this.is(';') && !this.is('}')) annotations.push(this.next());
    return IDL.Func(args as never, results as never, annotations);
  }
  /** `type name = …;` before the service; they may name each other and themselves. */
  definitions(): void {
    const start = this.at;
    for (let i = start; this.tokens[i] !== undefined; i++) {
      if (this.tokens[i] === 'type' && this.tokens[i + 2] === '=') {
        this.named.set(this.tokens[i + 1], IDL.Rec());
      }
    }
    while (this.is('type')) {
      this.next();
      const self = this.named.get(this.next()) as IDL.RecClass;
      this.expect('=');
      self.fill(this.type() as IDL.ConstructType);
      this.expect(';');
    }
  }
  types(): IDL.Type[] {
    const list: IDL.Type[] = [];
    this.expect('(');
    while (!this.is(')')) {
      // Names of arguments are for readers only.
      if (this.tokens[this.at + 1] === ':') this.at += 2;
      list.push(this.type());
      if (!this.is(')')) this.expect(',');
    }
    this.expect(')');
    return list;
  }
  private type(): IDL.Type {
    const word = this.next();
    if (word === 'opt') return IDL.Opt(this.type());
    if (word === 'vec') return IDL.Vec(this.type());
    if (word === 'blob') return IDL.Vec(IDL.Nat8);
    if (word === 'record') return this.record();
    if (word === 'variant') return this.variant();
    if (word === 'func') return this.func();
    const primitive = primitives[word] ?? this.named.get(word);
    if (primitive === undefined) throw new SyntaxError(`Candid: "${word}" is not a type here`);
    return primitive;
  }
  private record(): IDL.Type {
    const fields: [string, IDL.Type][] = [];
    this.expect('{');
    while (!this.is('}')) {
      const start = this.at;
      const label = this.name();
      // Without a label the fields are numbered, as in `record {text; nat}`.
      if (this.is(':')) this.expect(':');
      else this.at = start;
      const named = this.at !== start;
      fields.push([named ? label : `_${fields.length}_`, this.type()]);
      if (!this.is('}')) this.expect(';');
    }
    this.expect('}');
    return IDL.Record(Object.fromEntries(fields));
  }
  private variant(): IDL.Type {
    const cases: [string, IDL.Type][] = [];
    this.expect('{');
    while (!this.is('}')) {
      const label = this.name();
      const bare = !this.is(':');
      if (!bare) this.expect(':');
      cases.push([label, bare ? IDL.Null : this.type()]);
      if (!this.is('}')) this.expect(';');
    }
    this.expect('}');
    return IDL.Variant(Object.fromEntries(cases));
  }
}
