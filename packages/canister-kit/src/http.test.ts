import { createHash } from 'node:crypto';
import { decode } from 'cborg';
import { describe, expect, test } from 'vitest';
import { createCertification } from './certification.ts';
import { encodePath, encodeTree, fork, labeled, leaf, prune, rootHash } from './certified-tree.ts';
import { answer, base64, prometheus, skipCertification } from './http.ts';

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
  test('many changes of the tip share one certification', () => {
    const roots: string[] = [];
    const timers: (() => void)[] = [];
    let tip = new Uint8Array(32);
    const certification = createCertification({
      tip: () => ({ length: 0n, hash: tip }),
      certify: (root) => void roots.push(hex(root)),
      setTimer: (_, run) => void timers.push(run),
    });
    certification.now();
    tip = new Uint8Array(32).fill(1);
    certification.soon();
    certification.soon();
    // Until then the witness still belongs to what is certified.
    expect(hex(rootHash(certification.witness()))).toBe(roots[0]);
    expect(timers).toHaveLength(1);
    timers[0]();
    expect(roots).toHaveLength(2);
    expect(hex(rootHash(certification.witness()))).toBe(roots[1]);
    certification.soon();
    expect(timers).toHaveLength(2);
  });
});

describe('HTTP for operators', () => {
  const get = (url: string, method = 'GET') =>
    answer(
      { method, url, headers: [], body: new Uint8Array(), certificate_version: [2] },
      { '/healthz': () => ({ status: 200, type: 'text/plain', text: 'ok\n' }) },
      [],
    );
  test('answers its pages, whatever the query string, and 404 to all else', () => {
    expect(new TextDecoder().decode(get('/healthz?x=1').body)).toBe('ok\n');
    expect(get('/nothing').status_code).toBe(404);
    expect(get('/healthz', 'POST').status_code).toBe(404);
    expect(get('constructor').status_code).toBe(404);
  });
  test('says that it is not certified, with the two headers gateways ask for', () => {
    const headers = Object.fromEntries(skipCertification(Uint8Array.of(1), leaf(Uint8Array.of())));
    expect(headers['IC-CertificateExpression']).toContain('no_certification');
    expect(headers['IC-Certificate']).toMatch(
      /^certificate=:AQ==:, tree=:[\w+/=]+:, expr_path=:[\w+/=]+:, version=2$/,
    );
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
