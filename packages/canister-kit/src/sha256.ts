/**
 * SHA-256 (FIPS 180-4) written for an interpreter: no calls in the loops, small integers only. The
 * library we use elsewhere is written for compilers and costs 1.8 times as much in Azle
 * (docs/decisions/053). For data of one message; keyed hashes stay with the library.
 */
const ROUND = constants(64, Math.cbrt);
const START = constants(8, Math.sqrt);
const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

/** First 32 bits of the fractional parts of a root of the first primes (§4.2.2, §5.3.3). */
function constants(count: number, root: (prime: number) => number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false;
    if (isPrime) found.push(((root(n) % 1) * 0x1_0000_0000) | 0);
  }
  return found;
}

/** The 32-byte digest of `message`. */
export function sha256(message: Uint8Array): Uint8Array {
  const state = START.slice();
  const whole = message.length - (message.length % BLOCK_BYTES);
  const words: number[] = new Array(64).fill(0);
  for (let at = 0; at < whole; at += BLOCK_BYTES) compress(state, words, message, at);
  const tail = padded(message.subarray(whole), message.length);
  for (let at = 0; at < tail.length; at += BLOCK_BYTES) compress(state, words, tail, at);
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  for (let i = 0; i < 8; i++) view.setInt32(i * 4, state[i]);
  return digest;
}

/** §5.1.1: a one bit, zeros, and the length in bits. */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const needed = rest.length + 1 + LENGTH_BYTES;
  const tail = new Uint8Array(needed <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES);
  tail.set(rest);
  tail[rest.length] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(length / 0x2000_0000));
  view.setUint32(tail.length - 4, (length * 8) >>> 0);
  return tail;
}

/** §6.2.2: one block into the state. */
function compress(state: number[], w: number[], bytes: Uint8Array, at: number): void {
  const k = ROUND;
  for (let i = 0; i < 16; i++, at += 4) {
    w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    w[i] =
      (w[i - 16] +
        w[i - 7] +
        (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) |
      0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s =
      h +
      (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
      (g ^ (e & (f ^ g))) +
      k[i] +
      w[i];
    const t =
      (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
      ((a & b) | (c & (a | b)));
    h = g;
    g = f;
    f = e;
    e = (d + s) | 0;
    d = c;
    c = b;
    b = a;
    a = (s + t) | 0;
  }
  state[0] = (state[0] + a) | 0;
  state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0;
  state[3] = (state[3] + d) | 0;
  state[4] = (state[4] + e) | 0;
  state[5] = (state[5] + f) | 0;
  state[6] = (state[6] + g) | 0;
  state[7] = (state[7] + h) | 0;
}
