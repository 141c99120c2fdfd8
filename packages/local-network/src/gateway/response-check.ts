/**
 * What a public HTTP gateway checks before it hands a canister's answer to a browser (HTTP gateway
 * protocol, "Response verification"), versions 1 and 2, so that a page that would be refused in
 * production is refused here too.
 */
import { certifiedData } from '../certification/canister-signatures.ts';
import {
  asHashTree,
  digest,
  type HashTree,
  lookup,
  lookupLeaf,
} from '../certification/hash-tree.ts';
import { equalBytes, sha256, utf8 } from '../crypto/bytes.ts';
import { decodeCbor } from '../crypto/cbor.ts';
import { parseExpression } from './expression.ts';
import {
  type CertifiedRequest,
  type CertifiedResponse,
  requestHash,
  responseHash,
} from './http-hashes.ts';

/** Returns why the response must not be trusted, or undefined when it is certified. */
export function checkResponse(
  request: CertifiedRequest,
  response: CertifiedResponse,
  canisterId: Uint8Array,
  rootKeyDer: Uint8Array,
): string | undefined {
  try {
    const header = headerOf(response, 'ic-certificate');
    if (header === undefined) return 'the response has no IC-Certificate header';
    const fields = parseFields(header);
    const tree = asHashTree(decodeCbor(blobField(fields, 'tree')));
    const root = certifiedData(blobField(fields, 'certificate'), rootKeyDer, canisterId);
    if (!equalBytes(root, digest(tree))) return 'the tree is not what the canister certified';
    const path = pathOf(request.url);
    if (fields.get('version') !== '2') return checkBody(tree, path, response);
    const expressionPath = decodeCbor(blobField(fields, 'expr_path'));
    if (!isTexts(expressionPath)) return 'the expression path is malformed';
    return (
      checkPath(tree, expressionPath, segments(path)) ??
      checkHashes(tree, expressionPath.map(utf8), request, response)
    );
  } catch (error) {
    return (error as Error).message;
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

export const headerOf = ({ headers }: CertifiedResponse, name: string): string | undefined =>
  headers.find(([field]) => field.toLowerCase() === name)?.[1];

/** `name=:base64:` for blobs, `name=value` otherwise. */
function parseFields(header: string): Map<string, string> {
  const fields = header.split(',').map((field) => field.trim());
  return new Map(
    fields.map((field) => {
      const at = field.indexOf('=');
      return [field.slice(0, at), field.slice(at + 1)];
    }),
  );
}

function blobField(fields: Map<string, string>, name: string): Uint8Array {
  const value = fields.get(name);
  if (!value?.startsWith(':') || !value.endsWith(':'))
    throw new Error(`the IC-Certificate header has no ${name}`);
  return new Uint8Array(Buffer.from(value.slice(1, -1), 'base64'));
}

const segments = (path: string): string[] => path.split('/').slice(1);

export function pathOf(url: string): string {
  return decodeURIComponent(url.split('?', 1)[0] ?? '/');
}

function checkBody(tree: HashTree, path: string, response: CertifiedResponse): string | undefined {
  const hashAt = (key: string) => lookupLeaf(tree, [utf8('http_assets'), utf8(key)]);
  const fallback = () => {
    const isAbsent = lookup(tree, [utf8('http_assets'), utf8(path)]).kind === 'absent';
    return isAbsent ? hashAt('/index.html') : undefined;
  };
  const expected = hashAt(path) ?? fallback();
  if (!expected) return `the tree has no entry for ${path}`;
  return equalBytes(expected, sha256(response.body)) ? undefined : 'the body was changed';
}

/** The expression path must fit the request, and a nearer one must provably not exist. */
function checkPath(
  tree: HashTree,
  expression: readonly string[],
  requested: readonly string[],
): string | undefined {
  const labels = expression.slice(1, -1);
  const suffix = expression.at(-1);
  const exact = ['http_expr', ...requested, '<$>'];
  if (expression[0] !== 'http_expr') return 'the expression path does not start with http_expr';
  if (suffix === '<$>')
    return exact.join('/') === expression.join('/')
      ? undefined
      : 'the expression path is for another page';
  if (suffix !== '<*>') return 'the expression path has no end mark';
  if (labels.some((label, i) => label !== requested[i]))
    return 'the expression path is for another page';
  const nearer = [exact];
  for (let length = labels.length + 1; length <= requested.length; length++)
    nearer.push(['http_expr', ...requested.slice(0, length), '<*>']);
  const hidden = nearer.find((path) => lookup(tree, path.map(utf8)).kind !== 'absent');
  return hidden && `a more specific expression might exist: ${hidden.join('/')}`;
}

function checkHashes(
  tree: HashTree,
  path: readonly Uint8Array[],
  request: CertifiedRequest,
  response: CertifiedResponse,
): string | undefined {
  const text = headerOf(response, 'ic-certificateexpression');
  if (text === undefined) return 'the response has no IC-CertificateExpression header';
  const at = [...path, sha256(text)];
  if (lookup(tree, at).kind !== 'found') return 'the certificate expression is not certified';
  const expression = parseExpression(text);
  if (expression.kind === 'none') return undefined;
  const ofRequest = expression.request
    ? requestHash(request, expression.request)
    : new Uint8Array(0);
  const ofResponse = responseHash(response, expression.response);
  return lookup(tree, [...at, ofRequest, ofResponse]).kind === 'found'
    ? undefined
    : 'status, headers or body were changed';
}
