/** Candid types of the HTTP gateway protocol (`http-gateway.did`). */
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

const blob = IDL.Vec(IDL.Nat8);
const headers = IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text));

export const requestType = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers,
  body: blob,
  certificate_version: IDL.Opt(IDL.Nat16),
});
export const updateRequestType = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers,
  body: blob,
});

/** The token is the canister's own affair: it is read as whatever type it was sent with. */
const callback = IDL.Record({
  callback: IDL.Unknown,
  token: IDL.Unknown,
});
export const responseType = IDL.Record({
  status_code: IDL.Nat16,
  headers,
  body: blob,
  upgrade: IDL.Opt(IDL.Bool),
  streaming_strategy: IDL.Opt(IDL.Variant({ Callback: callback })),
});
export const streamingPart = IDL.Record({ body: blob, token: IDL.Opt(IDL.Unknown) });

/** A value with the type it was decoded as, so that it can be sent back unread. */
export type Opaque = { type(): IDL.Type };
export type CanisterResponse = {
  status_code: number;
  headers: [string, string][];
  body: Uint8Array;
  upgrade: [] | [boolean];
  streaming_strategy: [] | [{ Callback: { callback: [Principal, string]; token: Opaque } }];
};
export type StreamingPart = { body: Uint8Array; token: [] | [Opaque] };

/** Decodes one value; the codec's result is trusted to have the type's shape. */
export function decodeOne<T>(type: IDL.Type, bytes: Uint8Array): T {
  return IDL.decode([type], new Uint8Array(bytes))[0] as unknown as T;
}
