import { concat, leb128, utf8 } from '../../crypto/bytes.ts';
import { assetStorageDid } from './did.ts';

/** Name of the asset canister in the `native-canister` section of modules. */
export const assetStorageName = 'asset-storage';

/** A module of custom sections only, in the form `native-canister` modules have (see replica.ts). */
export function nativeModule(name: string, candid: string): Uint8Array {
  const header = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
  return concat(
    header,
    customSection('native-canister', name),
    customSection('icp:public candid:service', candid),
  );
}

/** The wasm module that installs the asset canister. */
export const assetStorageModule = (): Uint8Array => nativeModule(assetStorageName, assetStorageDid);

function customSection(name: string, content: string): Uint8Array {
  const body = concat(vector(utf8(name)), utf8(content));
  return concat(Uint8Array.of(0), vector(body));
}

/** WebAssembly core specification, "Vectors": length as LEB128, then the bytes. */
function vector(bytes: Uint8Array): Uint8Array {
  return concat(leb128(bytes.length), bytes);
}
