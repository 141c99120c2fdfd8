/** What `http_request` answers: pages for operators, files, and the metrics format. */
import type { HttpRequest, HttpResponse, Infer } from '@qikcard/contracts';
import type { Answer, Header } from './http-certification.ts';

export type Request = Infer<typeof HttpRequest>;
export type Response = Infer<typeof HttpResponse>;
export type TextPage = { status: number; type: string; text: string };

/** A page that is made anew with every call. */
export function answerText({ status, type, text }: TextPage): Answer {
  const headers: Header[] = [
    ['Content-Type', `${type}; charset=utf-8`],
    ['Cache-Control', 'no-store'],
  ];
  return { status, headers, body: new TextEncoder().encode(text) };
}

/** The answer of every path that has no page. */
export const notFound = (): Answer =>
  answerText({ status: 404, type: 'text/plain', text: 'not found\n' });

/** Bytes of a fixed type, such as a picture. */
export type HttpFile = { type: string; body: Uint8Array };

/**
 * A file of somebody's making: browsers may not take it for another type, run anything in it, or
 * load anything from it. Kept for a few minutes, so that what changed is seen soon.
 */
export const answerFile = ({ type, body }: HttpFile): Answer => ({
  status: 200,
  headers: [
    ['Content-Type', type],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Security-Policy', "default-src 'none'; sandbox"],
    ['Cross-Origin-Resource-Policy', 'cross-origin'],
    ['Cache-Control', 'public, max-age=300'],
  ],
  body,
});

/** The answer as Candid has it, with the headers that prove it. */
export const toResponse = ({ status, headers, body }: Answer, proof: Header[]): Response => ({
  status_code: status,
  headers: [...headers, ...proof],
  body,
  upgrade: [],
});

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
