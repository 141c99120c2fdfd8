/** Interface spec, "upload_chunk", "clear_chunk_store" and "stored_chunks". */
import { equalBytes, fromHex, sha256, toHex } from '../crypto/bytes.ts';
import type { Canister } from '../exec/canister.ts';
import { code } from '../exec/reject.ts';
import type { Arguments } from './arguments.ts';
import { type CallContext, canisterNamed, notController, refuse } from './context.ts';

const MAX_CHUNK = 1024 * 1024;
const MAX_CHUNKS = 100;

/** The store belongs to the canister itself and to its controllers. */
function store(context: CallContext, { canister_id }: Arguments['stored_chunks']): Canister {
  const canister = canisterNamed(context, canister_id);
  const permitted =
    canister.isController(context.sender) || equalBytes(canister.id, context.sender);
  if (!permitted) refuse(...notController(canister, context.method));
  return canister;
}

export function uploadChunk(context: CallContext, args: Arguments['upload_chunk']) {
  const canister = store(context, args);
  if (args.chunk.length > MAX_CHUNK) {
    refuse(
      code.invalidManagementPayload,
      `Error from Wasm chunk store: Wasm chunk size ${args.chunk.length} exceeds the maximum chunk size of ${MAX_CHUNK}.`,
    );
  }
  const hash = sha256(args.chunk);
  const { chunks } = canister.state;
  if (!chunks.has(toHex(hash)) && chunks.size >= MAX_CHUNKS) {
    refuse(
      code.invalidManagementPayload,
      `Error from Wasm chunk store: Wasm chunk store has already reached maximum capacity of ${MAX_CHUNKS * MAX_CHUNK} bytes.`,
    );
  }
  chunks.set(toHex(hash), args.chunk.slice());
  return { hash };
}

export function clearChunks(context: CallContext, args: Arguments['clear_chunk_store']): void {
  store(context, args).state.chunks.clear();
}

export function storedChunks(context: CallContext, args: Arguments['stored_chunks']) {
  return [...store(context, args).state.chunks.keys()].map((hex) => ({ hash: fromHex(hex) }));
}
