/** A request as the faces see it, free of the web server that received it. */
export type HttpRequest = {
  method: string;
  /** Path with query string. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
};
export type HttpResponse = { status: number; headers: Record<string, string>; body: Uint8Array };

/** A refusal with its HTTP status; every other thrown value is a defect and answered with 500. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const encoder = new TextEncoder();

/** An answer of raw text. */
export const textResponse = (status: number, text: string, type = 'text/plain'): HttpResponse => ({
  status,
  headers: { 'content-type': type },
  body: encoder.encode(text),
});
