import { createHash } from 'node:crypto';
import { decode } from 'cborg';
import { describe, expect, test } from 'vitest';
import { base64 } from './base64.ts';
import { createCertification } from './certification.ts';
import { encodePath, encodeTree, fork, labeled, leaf, prune, rootHash } from './certified-tree.ts';
import { answerFile, notFound, prometheus } from './http.ts';
import {
  hasAnswer,
  proofHeaders,
  putAnswer,
  putFallback,
  putSkipped,
} from './http-certification.ts';
import { createLabelTree } from './label-tree.ts';
import { memoryMap } from './memory-map.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const decoded = (bytes: Uint8Array) => decode(bytes, { tags: { 55799: (inner) => inner() } });

describe('the certified tree', () => {
  // Interface specification, "Example": tree with labels a (x, y), b, c, d.
  const example = fork(
    fork(
      labeled(
        'a',
        fork(
          fork(labeled('x', leaf(utf8('hello'))), { empty: true }),
          labeled('y', leaf(utf8('world'))),
        ),
      ),
      labeled('b', leaf(utf8('good'))),
    ),
    fork(labeled('c', { empty: true }), labeled('d', leaf(utf8('morning')))),
  );
  test('hashes to the root of the specification', () => {
    expect(hex(rootHash(example))).toBe(
      'eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0',
    );
  });
  test('keeps its root when parts are pruned', () => {
    const [left, right] = (
      example as { fork: typeof example extends { fork: infer F } ? F : never }
    ).fork as never as [typeof example, typeof example];
    expect(rootHash({ fork: [prune(left), right] })).toEqual(rootHash(example));
  });
  test('is written as CBOR that others read', () => {
    const tree = fork(labeled('a', leaf(utf8('x'))), prune(leaf(new Uint8Array(300))));
    expect(decoded(encodeTree(tree))).toEqual([
      1,
      [2, utf8('a'), [3, utf8('x')]],
      [4, rootHash(leaf(new Uint8Array(300)))],
    ]);
    expect(decoded(encodePath(['http_expr', '<*>']))).toEqual(['http_expr', '<*>']);
  });
});

describe('certification', () => {
  const roots: string[] = [];
  const timers: (() => void)[] = [];
  let tip = new Uint8Array(32);
  const map = memoryMap();
  const open = () =>
    createCertification({
      map,
      tip: () => ({ length: 7n, hash: tip }),
      certify: (root) => void roots.push(hex(root)),
      certificate: () => Uint8Array.of(1),
      setTimer: (_, run) => void timers.push(run),
    });
  const rootOf = (witness?: Uint8Array) => hex(digest(decoded(witness as Uint8Array)));
  let certification = open();

  test('many changes of the tip share one certification', () => {
    certification.start();
    tip = new Uint8Array(32).fill(1);
    certification.tipSoon();
    certification.tipSoon();
    // Until then the witness still belongs to what is certified.
    expect(certification.certifiedTip()).toMatchObject({ length: 7n, hash: new Uint8Array(32) });
    expect(rootOf(certification.certifiedTip()?.witness)).toBe(roots.at(-1));
    expect(timers).toHaveLength(1);
    timers.splice(0)[0]();
    expect(certification.certifiedTip()?.hash).toEqual(tip);
    expect(rootOf(certification.certifiedTip()?.witness)).toBe(roots.at(-1));
  });
  test('a value is certified at once, beside the tip', () => {
    certification.put(['rosters', Uint8Array.of(0, 7)], utf8('seven'));
    const proof = certification.proof(['rosters', Uint8Array.of(0, 7)]);
    expect(rootOf(proof?.witness)).toBe(roots.at(-1));
    expect(certification.certifiedTip()?.hash).toEqual(tip);
    expect(() => certification.put(['rosters', '8'], new Uint8Array(2_000))).toThrow(RangeError);
    expect(() => certification.put([], utf8(''))).toThrow(RangeError);
  });
  test('values that wait are certified in few steps, even behind an upgrade', () => {
    const before = roots.length;
    for (let n = 0; n < 30; n++) certification.putSoon(['receipts', Uint8Array.of(n)], utf8('in'));
    expect(certification.get(['receipts', Uint8Array.of(3)])).toBeUndefined();
    expect([roots.length, timers.length]).toEqual([before, 1]);
    timers.length = 0;
    certification = open();
    certification.start();
    while (timers.length > 0) timers.splice(0)[0]();
    for (let n = 0; n < 30; n++) {
      expect(certification.get(['receipts', Uint8Array.of(n)])).toEqual(utf8('in'));
    }
    expect(roots.length).toBe(before + 3);
    expect(rootOf(certification.proof(['rosters'])?.witness)).toBe(roots.at(-1));
  });
  test('what is removed is gone from the next certification on', () => {
    expect(certification.remove(['rosters'])).toBe(true);
    expect(certification.remove(['rosters'])).toBe(false);
    expect(certification.get(['rosters', Uint8Array.of(0, 7)])).toBeUndefined();
    expect(rootOf(certification.proof(['rosters'])?.witness)).toBe(roots.at(-1));
  });
});

/** The root of a decoded tree, computed apart from our own code. */
function digest(node: unknown): Uint8Array {
  const [kind, a, b] = node as [number, never, never];
  const sha = (name: string, ...parts: Uint8Array[]) =>
    createHash('sha256')
      .update(Buffer.concat([Buffer.of(name.length), Buffer.from(name), ...parts]))
      .digest();
  if (kind === 0) return sha('ic-hashtree-empty');
  if (kind === 1) return sha('ic-hashtree-fork', digest(a), digest(b));
  if (kind === 2) return sha('ic-hashtree-labeled', a, digest(b));
  return kind === 3 ? sha('ic-hashtree-leaf', a) : a;
}

describe('HTTP', () => {
  const tree = createLabelTree(memoryMap());
  putSkipped(tree, '/metrics');
  putFallback(tree, notFound());
  putAnswer(tree, '/a/b', answerFile({ type: 'image/png', body: Uint8Array.of(1) }));
  const headersOf = (path: string) =>
    Object.fromEntries(proofHeaders(tree, path, Uint8Array.of(1)));
  const exprPath = (path: string) => {
    const encoded = /expr_path=:([^:]+):/.exec(headersOf(path)['IC-Certificate'])?.[1] as string;
    return decoded(Buffer.from(encoded, 'base64'));
  };
  test('an answer is proven at its own path, others by the fallback', () => {
    expect(exprPath('/a/b')).toEqual(['http_expr', 'a', 'b', '<$>']);
    expect(exprPath('/a')).toEqual(['http_expr', '<*>']);
    expect(exprPath('/a/b/c')).toEqual(['http_expr', '<*>']);
    expect(exprPath('/%zz')).toEqual(['http_expr', '<*>']);
    expect([hasAnswer(tree, '/a/b'), hasAnswer(tree, '/a/c')]).toEqual([true, false]);
  });
  test('only what changes with every call says that it is not certified', () => {
    expect(headersOf('/metrics')['IC-CertificateExpression']).toContain('no_certification');
    for (const path of ['/a/b', '/', '/metrics/', '/metrics/x']) {
      expect(headersOf(path)['IC-CertificateExpression']).not.toContain('no_certification');
    }
  });
  test('an answer that changes leaves nothing of the one before', () => {
    const of = (body: number) => {
      const changed = createLabelTree(memoryMap());
      putAnswer(changed, '/a', answerFile({ type: 'image/png', body: Uint8Array.of(body) }));
      return changed;
    };
    const twice = of(1);
    putAnswer(twice, '/a', answerFile({ type: 'image/png', body: Uint8Array.of(2) }));
    expect(hex(twice.rootHash())).toBe(hex(of(2).rootHash()));
  });
  test('base64 agrees with the platform', () => {
    for (let length = 0; length < 8; length++) {
      const bytes = createHash('sha256').update(`${length}`).digest().subarray(0, length);
      expect(base64(bytes)).toBe(bytes.toString('base64'));
    }
  });
  test('metrics are in the text format of Prometheus', () => {
    const values = [{ labels: { to: 'nft' }, value: 3n }, { value: 4 }];
    expect(prometheus([{ name: 'backlog', help: 'Waiting.', type: 'gauge', values }])).toBe(
      '# HELP backlog Waiting.\n# TYPE backlog gauge\nbacklog{to="nft"} 3\nbacklog 4\n',
    );
  });
});
