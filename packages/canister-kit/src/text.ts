/**
 * UTF-8 at native speed. Azle installs a JavaScript polyfill that costs about 14,000 instructions a
 * character; Candid, row codecs and hashes all go through the two globals, so replacing them is the
 * cheapest improvement there is. Import this module before anything else.
 */

type NativeCandid = { candidEncode(source: string): Uint8Array };

const CHUNK = 4_096;
/** Below this length a plain loop is cheaper than the detour through the native encoder. */
const LOOP_MAX_CHARS = 24;
const BEYOND_ASCII = /[^\0-\x7f]/;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function nativeCandid(): NativeCandid | undefined {
  return (globalThis as { _azleIc?: NativeCandid })._azleIc;
}

function fromBinaryString(binary: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

/** The Candid message of one text is `DIDL 00 01 71`, a LEB128 length, and then its UTF-8 bytes. */
function throughCandid(text: string, native: NativeCandid): Uint8Array<ArrayBuffer> {
  const message = native.candidEncode(`("${text}")`);
  let at = 7;
  while (message[at] & 0x80) at++;
  return message.slice(at + 1) as Uint8Array<ArrayBuffer>;
}

/** UTF-8 of `text`; a lone surrogate becomes U+FFFD, as the Encoding Standard has it. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const ascii = !BEYOND_ASCII.test(text);
  if (ascii && text.length <= LOOP_MAX_CHARS) return fromBinaryString(text);
  const native = nativeCandid();
  // Text that JSON leaves alone holds no quote, backslash, control character or lone surrogate.
  if (native !== undefined && JSON.stringify(text).length === text.length + 2) {
    return throughCandid(text, native);
  }
  if (ascii) return fromBinaryString(text);
  return fromBinaryString(unescape(encodeURIComponent(text.replace(LONE_SURROGATES, '\ufffd'))));
}

function toBinaryString(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK) as unknown as number[];
    binary += String.fromCharCode.apply(null, chunk);
  }
  return binary;
}

/** Text of UTF-8 `bytes`; malformed input throws when `fatal`, else becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, fatal: boolean): string {
  const binary = toBinaryString(bytes);
  if (!BEYOND_ASCII.test(binary)) return binary;
  try {
    return decodeURIComponent(escape(binary));
  } catch {
    if (fatal) throw new TypeError('malformed UTF-8');
    return decodeLossy(bytes);
  }
}

/** Smallest and largest second byte after `lead`: rules out overlong forms, surrogates, > U+10FFFF. */
function secondByteRange(lead: number): [lower: number, upper: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

/** One U+FFFD per maximal malformed subpart (Encoding Standard, "UTF-8 decoder"). */
function decodeLossy(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at];
    const length = sequenceLength(lead);
    let [lower, upper] = secondByteRange(lead);
    let code = length <= 1 ? lead : lead & (0x7f >> length);
    let used = 1;
    while (used < length && bytes[at + used] >= lower && bytes[at + used] <= upper) {
      code = (code << 6) | (bytes[at + used] & 0x3f);
      [lower, upper] = [0x80, 0xbf];
      used++;
    }
    out += length > 0 && used === length ? String.fromCodePoint(code) : '\ufffd';
    at += used;
  }
  return out;
}

function view(input: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  return new Uint8Array(input);
}

/** The part of the Encoding Standard's `TextEncoder` that canisters use. */
export class FastTextEncoder {
  readonly encoding = 'utf-8';
  encode(text = ''): Uint8Array<ArrayBuffer> {
    return encodeUtf8(String(text));
  }
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = encodeUtf8(text);
    if (bytes.length > target.length) throw new RangeError('target too small');
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

/** The part of the Encoding Standard's `TextDecoder` that canisters use: UTF-8, no streaming. */
export class FastTextDecoder {
  readonly encoding = 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  constructor(_label = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    this.fatal = options.fatal ?? false;
    this.ignoreBOM = options.ignoreBOM ?? false;
  }
  decode(input?: ArrayBuffer | ArrayBufferView): string {
    if (input === undefined) return '';
    const text = decodeUtf8(view(input), this.fatal);
    return !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

// Only inside a canister: Node and browsers have native ones.
if (nativeCandid() !== undefined) {
  Object.assign(globalThis, { TextEncoder: FastTextEncoder, TextDecoder: FastTextDecoder });
}
