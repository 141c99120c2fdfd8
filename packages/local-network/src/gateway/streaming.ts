import { IDL } from '@dfinity/candid';
import { concat } from '../crypto/bytes.ts';
import { anonymous } from '../crypto/principal.ts';
import type { Network } from '../http/network.ts';
import { type CanisterResponse, decodeOne, type StreamingPart, streamingPart } from './candid.ts';

/** A canister that never ends its stream must not fill the memory. */
const maxParts = 1_000;

/**
 * The whole body of a streamed response (HTTP gateway protocol, "Response body streaming"): calls
 * the canister's callback until it returns no token. Throws when a part fails.
 */
export function wholeBody(
  { replica, certifier }: Network,
  canisterId: Uint8Array,
  response: CanisterResponse,
): Uint8Array {
  const [strategy] = response.streaming_strategy;
  if (!strategy) return response.body;
  const { callback, token: first } = strategy.Callback;
  const [callbackCanister, method] = callback;
  const target = callbackCanister.toUint8Array();
  const dataCertificate = () => certifier.dataCertificate(canisterId, 'flat');
  const parts = [response.body];
  for (let token = first as typeof first | undefined; token; ) {
    if (parts.length >= maxParts) throw new Error(`more than ${maxParts} parts`);
    const arg = new Uint8Array(IDL.encode([token.type()], [token]));
    const message = { sender: anonymous, canisterId: target, method, arg };
    const answer = replica.query(message, { dataCertificate });
    if (answer.kind === 'reject') throw new Error(answer.message);
    const part = partOf(answer.bytes);
    if (part) parts.push(part.body);
    token = part?.token[0];
  }
  return concat(...parts);
}

/** Asset canisters answer `opt record`, the protocol says `record`; both are in use. */
function partOf(bytes: Uint8Array): StreamingPart | undefined {
  return decodeOne<[] | [StreamingPart]>(IDL.Opt(streamingPart), bytes)[0];
}
