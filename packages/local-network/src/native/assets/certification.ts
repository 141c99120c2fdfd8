/** Certified tree and certificate headers of the HTTP gateway protocol, versions 1 and 2. */
import {
  digest,
  emptyTree,
  fromEntries,
  type HashTree,
  leaf,
} from '../../certification/hash-tree.ts';
import { type Path, witness } from '../../certification/witness.ts';
import { utf8 } from '../../crypto/bytes.ts';
import { encodeCbor } from '../../crypto/cbor.ts';
import type { Assets, Header } from './assets.ts';
import { aliasesOf, fallbackKey, preferredEncoding, resolve } from './paths.ts';
import { assetAnswers, notFoundAnswers } from './response-hashes.ts';

export type Certified = { root: HashTree };

const exact = '<$>';
const wildcard = '<*>';

type Node = { children: Map<string, Node>; tree?: HashTree };

function insert(root: Node, labels: readonly string[], tree: HashTree): void {
  let node = root;
  for (const label of labels) {
    const next = node.children.get(label) ?? { children: new Map() };
    node.children.set(label, next);
    node = next;
  }
  node.tree = tree;
}

const toTree = (node: Node): HashTree =>
  node.tree ??
  fromEntries(
    [...node.children].map(([label, child]): [Uint8Array, HashTree] => [
      utf8(label),
      toTree(child),
    ]),
  );

const segments = (path: string): string[] => path.split('/').slice(1);

/** The certified tree over all assets; its digest is the canister's certified data. */
export function certify(assets: Assets): Certified {
  const expressions: Node = { children: new Map() };
  const bodies: [Uint8Array, HashTree][] = [];
  for (const [key, asset] of assets) {
    const preferred = preferredEncoding(asset);
    if (!preferred) continue;
    const answers = assetAnswers(asset);
    const aliases = asset.aliased ? aliasesOf(key) : [];
    for (const path of [key, ...aliases]) {
      if (resolve(assets, path)?.key !== key) continue;
      insert(expressions, [...segments(path), exact], answers);
      bodies.push([utf8(path), leaf(preferred.sha256)]);
    }
  }
  const index = assets.get(fallbackKey);
  const hasIndex = index !== undefined && index.encodings.size > 0;
  insert(expressions, [wildcard], hasIndex ? assetAnswers(index) : notFoundAnswers());
  const root = fromEntries([
    [utf8('http_assets'), fromEntries(bodies)],
    [utf8('http_expr'), toTree(expressions)],
  ]);
  return { root };
}

/**
 * `IC-Certificate` header for the answer to a path. A fallback answer also proves that neither the
 * path itself nor a nearer wildcard exists.
 */
export function certificateHeader(
  root: HashTree,
  certificate: Uint8Array,
  path: string,
  isExact: boolean,
  version: 1 | 2,
): Header {
  const expression = isExact ? ['http_expr', ...segments(path), exact] : ['http_expr', wildcard];
  const paths = version === 2 ? proofPaths(path, expression) : bodyPaths(path, isExact);
  const shown = root[0] === 0 ? emptyTree : witness(root, paths);
  const fields = [`certificate=:${base64(certificate)}:`, `tree=:${base64(encodeCbor(shown))}:`];
  if (version === 2) fields.push('version=2', `expr_path=:${base64(encodeCbor(expression))}:`);
  return ['ic-certificate', fields.join(', ')];
}

const bodyPaths = (path: string, isExact: boolean): Path[] =>
  [path, ...(isExact ? [] : [fallbackKey])].map((p) => [utf8('http_assets'), utf8(p)]);

function proofPaths(path: string, expression: readonly string[]): Path[] {
  const labels = segments(path);
  const paths = [expression, ['http_expr', ...labels, exact]];
  for (let length = labels.length; length >= 0; length--) {
    paths.push(['http_expr', ...labels.slice(0, length), wildcard]);
    paths.push(['http_expr', ...labels.slice(0, length), '', wildcard]);
  }
  return paths.map((names) => names.map(utf8));
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');

/** Root hash that the canister sets as certified data. */
export const certifiedRoot = ({ root }: Certified): Uint8Array => digest(root);
