import { utf8 } from '../crypto/bytes.ts';
import { encodeCbor } from '../crypto/cbor.ts';
import type { Refusal } from '../crypto/envelope.ts';

/** An HTTP request without its connection; header names are lower case. */
export type HttpRequest = {
  method: string;
  /** Path with query string. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
};
export type HttpResponse = {
  status: number;
  /** A list, because a canister may send one header several times (`set-cookie`). */
  headers: [name: string, value: string][];
  body: Uint8Array;
};

/** Any web page may talk to the network, as on the public Internet Computer. */
export const corsHeaders: [string, string][] = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', 'GET, HEAD, POST, OPTIONS'],
  [
    'access-control-allow-headers',
    'accept, authorization, cache-control, content-type, cookie, dnt, if-modified-since, if-none-match, keep-alive, range, user-agent, x-requested-with, x-ic-canister-id',
  ],
  [
    'access-control-expose-headers',
    'accept-ranges, content-length, content-range, x-request-id, x-ic-canister-id',
  ],
  ['access-control-max-age', '7200'],
];

/** 200 with a self-describing CBOR body (interface spec, "CBOR"). */
export const cborResponse = (value: unknown): HttpResponse => ({
  status: 200,
  headers: [['content-type', 'application/cbor'], ...corsHeaders],
  body: encodeCbor(value),
});

export const textResponse = (status: number, message: string): HttpResponse => ({
  status,
  headers: [['content-type', 'text/plain; charset=utf-8'], ...corsHeaders],
  body: utf8(message),
});

export const refusalResponse = ({ status, message }: Refusal): HttpResponse =>
  textResponse(status, message);
