import { WasmWriter } from '../wasm/writer.ts';

/** A module that stands for one of the host's own canisters, see `NativeCanister`. */
export function nativeModule(name: string): Uint8Array {
  const section = new WasmWriter().name('native-canister');
  const content = section.bytes(new TextEncoder().encode(name)).finish();
  return new WasmWriter()
    .bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0])
    .u32(content.length)
    .bytes(content)
    .finish();
}
