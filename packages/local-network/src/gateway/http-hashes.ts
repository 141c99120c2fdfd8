import { compareBytes, concat, leb128, sha256 } from '../crypto/bytes.ts';

export type CertifiedRequest = {
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  body: Uint8Array;
};
export type CertifiedResponse = {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: Uint8Array;
};

const pair = (name: string, valueHash: Uint8Array) => concat(sha256(name), valueHash);

/** Representation-independent hash of pairs; a header that occurs twice is two pairs. */
const hashPairs = (pairs: Uint8Array[]): Uint8Array => sha256(concat(...pairs.sort(compareBytes)));

/** Response hash (HTTP gateway protocol, "Response hash calculation"). */
export function responseHash(
  response: CertifiedResponse,
  rule: { headers: readonly string[]; listed: 'included' | 'excluded' },
): Uint8Array {
  const listed = new Set(rule.headers.map((name) => name.toLowerCase()));
  const isCertified = (name: string) =>
    name !== 'ic-certificate' &&
    (name === 'ic-certificateexpression' || listed.has(name) === (rule.listed === 'included'));
  const pairs = response.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => isCertified(name))
    .map(([name, value]) => pair(name, sha256(value)));
  pairs.push(pair(':ic-cert-status', sha256(leb128(response.status))));
  return sha256(concat(hashPairs(pairs), sha256(response.body)));
}

/** Request hash (HTTP gateway protocol, "Request hash calculation"). */
export function requestHash(
  request: CertifiedRequest,
  rule: { headers: readonly string[]; query: readonly string[] },
): Uint8Array {
  const listed = new Set(rule.headers.map((name) => name.toLowerCase()));
  const pairs = request.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => listed.has(name))
    .map(([name, value]) => pair(name, sha256(value)));
  const parameters = (request.url.split('?', 2)[1] ?? '').split('&');
  const kept = parameters.filter((p) => rule.query.includes(p.split('=', 1)[0] ?? ''));
  if (kept.length) pairs.push(pair(':ic-cert-query', sha256(kept.join('&'))));
  pairs.push(pair(':ic-cert-method', sha256(request.method)));
  return sha256(concat(hashPairs(pairs), sha256(request.body)));
}
