import type { HttpResponse } from '../http/message.ts';

export type { HttpRequest, HttpResponse } from '../http/message.ts';

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
  headers: [['content-type', type]],
  body: encoder.encode(text),
});
