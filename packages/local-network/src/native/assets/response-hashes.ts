/**
 * Hashes of certified responses (HTTP gateway protocol, "Response verification version 2"): every
 * asset has one answer per encoding and status, each a leaf below its certificate expression.
 */
import { fromEntries, type HashTree, leaf } from '../../certification/hash-tree.ts';
import { concat, leb128, sha256, utf8 } from '../../crypto/bytes.ts';
import type { Asset, Encoding, Header } from './assets.ts';

export const notFoundBody = utf8('not found');
const nothing = leaf(new Uint8Array(0));

/** Headers of an asset in one encoding; all of them are certified. */
export function assetHeaders(asset: Asset, encodingName: string, encoding: Encoding): Header[] {
  const headers: Header[] = [
    ['content-type', asset.contentType],
    ['etag', `"${Buffer.from(encoding.sha256).toString('hex')}"`],
  ];
  if (encodingName !== 'identity') headers.push(['content-encoding', encodingName]);
  if (asset.maxAge !== undefined) headers.push(['cache-control', `max-age=${asset.maxAge}`]);
  const own = (asset.headers ?? []).map(([name, value]): Header => [name.toLowerCase(), value]);
  return [...headers.filter(([name]) => !own.some(([other]) => other === name)), ...own];
}

/** CEL expression: the listed response headers, status and body are certified, the request is not. */
export function expressionFor(headers: readonly Header[]): string {
  const names = [...new Set(headers.map(([name]) => name))].map((name) => JSON.stringify(name));
  return `default_certification(ValidationArgs{certification: Certification{no_request_certification: Empty{}, response_certification: ResponseCertification{certified_response_headers: ResponseHeaderList{headers: [${names.join(', ')}]}}}})`;
}

/** Response hash of the gateway protocol: headers with the pseudo header of the status, then body. */
function responseHash(
  status: number,
  headers: readonly Header[],
  bodyHash: Uint8Array,
): Uint8Array {
  const expression: Header = ['ic-certificateexpression', expressionFor(headers)];
  const pairs = [...headers, expression].map(([name, value]) =>
    concat(sha256(name), sha256(value)),
  );
  const statusHash = concat(sha256(':ic-cert-status'), sha256(leb128(status)));
  const sorted = [...pairs, statusHash].sort(Buffer.compare);
  return sha256(concat(sha256(concat(...sorted)), bodyHash));
}

/** `expression hash / (no request hash) / response hash` for every answer that a path can have. */
type Answers = Map<string, Map<string, HashTree>>;

function addAnswer(
  answers: Answers,
  status: number,
  headers: Header[],
  bodyHash: Uint8Array,
): void {
  const expression = hex(sha256(expressionFor(headers)));
  const responses = answers.get(expression) ?? new Map<string, HashTree>();
  responses.set(hex(responseHash(status, headers, bodyHash)), nothing);
  answers.set(expression, responses);
}

const assetTrees = new WeakMap<Asset, HashTree>();

/** All encodings of an asset, each as 200 with its body and as 304 without. */
export function assetAnswers(asset: Asset): HashTree {
  const known = assetTrees.get(asset);
  if (known) return known;
  const answers: Answers = new Map();
  for (const [name, encoding] of asset.encodings) {
    const headers = assetHeaders(asset, name, encoding);
    addAnswer(answers, 200, headers, encoding.sha256);
    addAnswer(answers, 304, headers, sha256(''));
  }
  const tree = answersTree(answers);
  assetTrees.set(asset, tree);
  return tree;
}

/** The answer where neither asset nor fallback exists. */
export function notFoundAnswers(): HashTree {
  const answers: Answers = new Map();
  addAnswer(answers, 404, notFoundHeaders, sha256(notFoundBody));
  return answersTree(answers);
}
export const notFoundHeaders: Header[] = [['content-type', 'text/plain']];

const answersTree = (answers: Answers): HashTree =>
  fromEntries(
    [...answers].map(([expression, responses]): [Uint8Array, HashTree] => [
      bytes(expression),
      fromEntries([
        [
          new Uint8Array(0),
          fromEntries(
            [...responses].map(([hash, tree]): [Uint8Array, HashTree] => [bytes(hash), tree]),
          ),
        ],
      ]),
    ]),
  );

const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const bytes = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'hex'));
