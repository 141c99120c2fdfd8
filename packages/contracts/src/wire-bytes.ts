/** Little-endian writing and reading of the values of Candid messages. */

export class Sink {
  private buffer = new Uint8Array(256);
  private view = new DataView(this.buffer.buffer);
  length = 0;

  reserve(extra: number): number {
    const at = this.length;
    const needed = at + extra;
    if (needed > this.buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      grown.set(this.buffer);
      this.buffer = grown;
      this.view = new DataView(grown.buffer);
    }
    this.length = needed;
    return at;
  }
  u8(value: number): void {
    const at = this.reserve(1);
    this.buffer[at] = value;
  }
  fixed(bits: number, value: number | bigint): void {
    const at = this.reserve(bits / 8);
    if (bits === 64) this.view.setBigUint64(at, value as bigint, true);
    else if (bits === 32) this.view.setUint32(at, value as number, true);
    else if (bits === 16) this.view.setUint16(at, value as number, true);
    else this.buffer[at] = value as number;
  }
  leb(value: number): void {
    while (value > 0x7f) {
      this.u8((value & 0x7f) | 0x80);
      value >>>= 7;
    }
    this.u8(value);
  }
  /** Candid `nat`: LEB128 of any size. */
  nat(value: bigint): void {
    let rest = value;
    if (rest < 0n) throw new RangeError('a nat is not negative');
    for (; rest > 0x7fn; rest >>= 7n) this.u8(Number(rest & 0x7fn) | 0x80);
    this.u8(Number(rest));
  }
  /** Candid `int`: signed LEB128 of any size. */
  int(value: bigint): void {
    let rest = value;
    for (; rest > 0x3fn || rest < -0x40n; rest >>= 7n) this.u8(Number(rest & 0x7fn) | 0x80);
    this.u8(Number(rest & 0x7fn));
  }
  raw(value: ArrayLike<number>): void {
    const at = this.reserve(value.length);
    this.buffer.set(value, at);
  }
  bytes(table: Uint8Array): Uint8Array {
    const message = new Uint8Array(table.length + this.length);
    message.set(table);
    message.set(this.buffer.subarray(0, this.length), table.length);
    return message;
  }
}

export class Source {
  private readonly view: DataView;
  constructor(
    private readonly buffer: Uint8Array,
    private at: number,
  ) {
    this.view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }
  u8(): number {
    return this.view.getUint8(this.at++);
  }
  fixed(bits: number): number | bigint {
    const at = this.at;
    this.at += bits / 8;
    if (bits === 64) return this.view.getBigUint64(at, true);
    if (bits === 32) return this.view.getUint32(at, true);
    return bits === 16 ? this.view.getUint16(at, true) : this.view.getUint8(at);
  }
  /** A length or index below 2^28. */
  leb(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.u8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('number too large');
  }
  /** LEB128 of at most 40 bytes, signed or not: far more than any amount has. */
  big(signed: boolean): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 280n; shift += 7n) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return signed && (byte & 0x40) !== 0 ? value - (1n << (shift + 7n)) : value;
      }
    }
    throw new RangeError('number too large');
  }
  raw(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.buffer.length) throw new RangeError('message ends too early');
    const value = this.buffer.slice(this.at, end);
    this.at = end;
    return value;
  }
  left(): number {
    return this.buffer.length - this.at;
  }
  done(): boolean {
    return this.at === this.buffer.length;
  }
}
