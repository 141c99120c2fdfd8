/** A proof of entry as a file or a link: what the canister gave, as text. It holds no name. */
import type { Admission } from '@qikcard/contracts';
import { decodeBase64Url, encodeBase64Url } from '@qikcard/contracts/base64url';

const KIND = 'qikcard-admission-1';
const BYTES_MAX = 64 * 1024;

type Written = {
  kind: typeof KIND;
  event: string;
  registration: string;
  at: string;
  receipt: string;
  certificate: string;
  witness: string;
};

/** The text of a proof, for a file. */
export function writeReceipt(admission: Admission): string {
  const text = (bytes: Uint8Array | number[]) => encodeBase64Url(Uint8Array.from(bytes));
  const written: Written = {
    kind: KIND,
    event: String(admission.event_id),
    registration: String(admission.registration_id),
    at: String(admission.at_ns),
    receipt: text(admission.receipt),
    certificate: text(admission.certificate),
    witness: text(admission.witness),
  };
  return JSON.stringify(written, null, 1);
}

/** The proof in a text; undefined when it is none. Nothing of it is checked yet. */
export function readReceipt(text: string): Admission | undefined {
  if (text.length > BYTES_MAX) return undefined;
  try {
    const read = JSON.parse(text) as Written;
    if (read.kind !== KIND) return undefined;
    return {
      event_id: number(read.event),
      registration_id: number(read.registration),
      at_ns: number(read.at),
      receipt: bytes(read.receipt),
      certificate: bytes(read.certificate),
      witness: bytes(read.witness),
    };
  } catch {
    return undefined;
  }
}

function number(text: unknown): bigint {
  if (typeof text !== 'string' || !/^\d{1,20}$/.test(text)) throw new TypeError('digits');
  return BigInt(text);
}
function bytes(text: unknown): Uint8Array {
  const read = typeof text === 'string' ? decodeBase64Url(text) : undefined;
  if (read === undefined) throw new TypeError('base64url');
  return read;
}

/** A link that carries the proof behind the `#`, which no server is told. */
export const receiptLink = (admission: Admission, origin: string): string =>
  `${origin}/receipt#${encodeBase64Url(new TextEncoder().encode(writeReceipt(admission)))}`;

/** The proof behind the `#` of an address. */
export function readReceiptLink(hash: string): Admission | undefined {
  const carried = decodeBase64Url(hash.replace(/^#/, ''));
  return carried && readReceipt(new TextDecoder().decode(carried));
}
