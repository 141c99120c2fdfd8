/**
 * HTTP for operators: `/metrics` and `/healthz`. The answers change with every call, so they are
 * not certified; the certified tree says exactly that (HTTP gateway protocol, response
 * verification version 2, `no_certification`), and gateways need no exception for us.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { HttpRequest, HttpResponse, Infer } from '@qikcard/contracts';
import { encodePath, encodeTree, type HashTree, labeled, leaf } from './certified-tree.ts';

type Request = Infer<typeof HttpRequest>;
export type Response = Infer<typeof HttpResponse>;

const EXPRESSION = 'default_certification(ValidationArgs{no_certification:Empty{}})';
const ANY_PATH = '<*>';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The part of the certified tree that says: no path is certified. */
export const httpExpressionTree = (): HashTree =>
  labeled(
    'http_expr',
    labeled(ANY_PATH, labeled(sha256(new TextEncoder().encode(EXPRESSION)), leaf(Uint8Array.of()))),
  );

/** RFC 4648 base64 with padding; the global `btoa` is missing in Azle. */
export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    out += BASE64[group >> 18] + BASE64[(group >> 12) & 63];
    out += left > 1 ? BASE64[(group >> 6) & 63] : '=';
    out += left > 2 ? BASE64[group & 63] : '=';
  }
  return out;
}

/** The two headers that prove the response needs no proof. */
export function skipCertification(
  certificate: Uint8Array | undefined,
  witness: HashTree,
): [string, string][] {
  if (certificate === undefined) return [];
  const path = base64(encodePath(['http_expr', ANY_PATH]));
  const tree = base64(encodeTree(witness));
  const proof = `certificate=:${base64(certificate)}:, tree=:${tree}:, expr_path=:${path}:, version=2`;
  return [
    ['IC-CertificateExpression', EXPRESSION],
    ['IC-Certificate', proof],
  ];
}

/** Text pages by path; the query string is ignored. */
export function answer(
  request: Request,
  pages: Record<string, () => { status: number; type: string; text: string }>,
  proof: [string, string][],
): Response {
  const path = request.url.split('?')[0];
  const page = Object.hasOwn(pages, path) ? pages[path]() : undefined;
  const { status, type, text } =
    request.method === 'GET' && page !== undefined
      ? page
      : { status: 404, type: 'text/plain', text: 'not found\n' };
  return {
    status_code: status,
    headers: [['Content-Type', `${type}; charset=utf-8`], ['Cache-Control', 'no-store'], ...proof],
    body: new TextEncoder().encode(text),
    upgrade: [],
  };
}

/** Bytes of a fixed type, such as a picture. */
export type HttpFile = { type: string; body: Uint8Array };

/**
 * A file of somebody's making: browsers may not take it for another type, run anything in it, or
 * load anything from it. Cached for a few minutes, since what is not certified may be outdated.
 */
export function answerFile({ type, body }: HttpFile, proof: [string, string][]): Response {
  const headers: [string, string][] = [
    ['Content-Type', type],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Security-Policy', "default-src 'none'; sandbox"],
    ['Cross-Origin-Resource-Policy', 'cross-origin'],
    ['Cache-Control', 'public, max-age=300'],
  ];
  return { status_code: 200, headers: [...headers, ...proof], body, upgrade: [] };
}

export type Metric = {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  values: readonly { labels?: Record<string, string>; value: bigint | number }[];
};

/** Prometheus text exposition format 0.0.4. */
export function prometheus(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ values }) => values.length > 0)
    .map(({ name, help, type, values }) => {
      const lines = values.map(({ labels = {}, value }) => {
        const inside = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
        return `${name}${inside.length > 0 ? `{${inside.join(',')}}` : ''} ${value}`;
      });
      return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('\n')}\n`;
    })
    .join('');
}
