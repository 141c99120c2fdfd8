/**
 * Certified HTTP (HTTP gateway protocol, response verification version 2). Every answer is
 * certified whole: status, every header and the body; what changes with every call (`/metrics`,
 * `/healthz`) says in the tree that it is not, at its own path only.
 */
import { base64 } from './base64.ts';
import type { Certification } from './certification.ts';
import { pathOf } from './certification.ts';
import { encodePath, encodeTree } from './certified-tree.ts';
import type { Path } from './label-tree.ts';
import { sha256 } from './sha256.ts';
import { witnessOf } from './witness.ts';

export type Header = [string, string];
export type Answer = { status: number; headers: readonly Header[]; body: Uint8Array };

const utf8 = (text: string) => new TextEncoder().encode(text);
const NOTHING = Uint8Array.of();
const ROOT = 'http_expr';
const EXACT = '<$>';
const BELOW = '<*>';

const SKIPPED = 'default_certification(ValidationArgs{no_certification:Empty{}})';
const WHOLE =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},response_certification:ResponseCertification{response_header_exclusions:ResponseHeaderList{headers:[]}}}})';

const hashes = new Map<string, Uint8Array>();
/** Names and values of headers come again and again. */
function textHash(text: string): Uint8Array {
  let hash = hashes.get(text);
  if (hash === undefined) {
    hash = sha256(utf8(text));
    hashes.set(text, hash);
  }
  return hash;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

/** Of headers and status, which are the same for every file of a type: most of a small one's cost. */
function headHash(status: number, headers: readonly Header[]): Uint8Array {
  const key = JSON.stringify([status, headers]);
  const known = heads.get(key);
  if (known) return known;
  const leb128 = status < 128 ? [status] : [(status & 0x7f) | 0x80, status >> 7];
  const named: Header[] = [...headers, ['ic-certificateexpression', WHOLE]];
  const pairs = named.map(([name, value]) =>
    joined([textHash(name.toLowerCase()), textHash(value)]),
  );
  pairs.push(joined([textHash(':ic-cert-status'), sha256(Uint8Array.from(leb128))]));
  const hash = sha256(joined(pairs.sort(compare)));
  if (heads.size >= HEADS_MAX) heads.clear();
  heads.set(key, hash);
  return hash;
}
const heads = new Map<string, Uint8Array>();
const HEADS_MAX = 50;

/** "Response hash calculation": all headers with the expression, the status, then the body. */
export const responseHash = ({ status, headers, body }: Answer): Uint8Array =>
  sha256(joined([headHash(status, headers), sha256(body)]));

/** A path as the tree has it: decoded segments behind the first slash. */
function segmentsOf(path: string): string[] {
  try {
    return decodeURIComponent(path).split('/').slice(1);
  } catch {
    return path.split('/').slice(1);
  }
}
const exactly = (path: string): string[] => [ROOT, ...segmentsOf(path), EXACT];

type Tree = Certification['tree'];

/** Certifies what a path answers; `certification.change` certifies the tree afterwards. */
export function putAnswer(tree: Tree, path: string, answer: Answer): void {
  putAt(tree, exactly(path), answer);
}
/** Certifies the answer of every path that has none of its own. */
export function putFallback(tree: Tree, answer: Answer): void {
  putAt(tree, [ROOT, BELOW], answer);
}
function putAt(tree: Tree, at: string[], answer: Answer): void {
  tree.remove(pathOf(at));
  tree.put(pathOf([...at, textHash(WHOLE), NOTHING, responseHash(answer)]), NOTHING);
}
/** Says that nothing is promised about the answers of this very path. */
export function putSkipped(tree: Tree, path: string): void {
  tree.remove(pathOf(exactly(path)));
  tree.put(pathOf([...exactly(path), textHash(SKIPPED)]), NOTHING);
}
export const removeAnswer = (tree: Tree, path: string): boolean =>
  tree.remove(pathOf(exactly(path)));
export const hasAnswer = (tree: Tree, path: string): boolean => tree.has(pathOf(exactly(path)));

/** Down the first labels to a value: an answer has only one. */
function wholePath(tree: Tree, path: Path): Path {
  const label = tree.firstBelow(path);
  return label === undefined ? path : wholePath(tree, [...path, label]);
}

/** The two headers by which a gateway checks the answer of this path. */
export function proofHeaders(
  tree: Tree,
  path: string,
  certificate: Uint8Array | undefined,
): Header[] {
  if (certificate === undefined) return [];
  const exact = exactly(path);
  const own = tree.has(pathOf(exact));
  const used = own ? exact : [ROOT, BELOW];
  const shown = wholePath(tree, pathOf(used));
  const paths = own ? [shown] : [shown, ...nearer(tree, exact)];
  const witness = base64(encodeTree(witnessOf(tree, paths)));
  const isSkipped = compare(shown[used.length], textHash(SKIPPED)) === 0;
  const proof = `certificate=:${base64(certificate)}:, tree=:${witness}:, expr_path=:${base64(encodePath(used))}:, version=2`;
  return [
    ['IC-CertificateExpression', isSkipped ? SKIPPED : WHOLE],
    ['IC-Certificate', proof],
  ];
}

/**
 * Where a more specific answer could be: the fallback counts only when it is proven that none is.
 * Verifiers also ask for an empty segment at every level, as if the path went on behind a slash.
 */
function nearer(tree: Tree, exact: readonly string[]): Path[] {
  const paths: Path[] = [];
  for (let length = 1; length < exact.length; length++) {
    const prefix = exact.slice(0, length);
    // What is below a missing label is missing, too.
    if (!tree.has(pathOf(prefix))) return [...paths, pathOf(prefix)];
    paths.push(pathOf([...prefix, '', BELOW]));
    if (length > 1) paths.push(pathOf([...prefix, BELOW]));
  }
  return [...paths, pathOf(exact)];
}
