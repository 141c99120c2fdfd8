/** Reads the QR code in a picture file (PNG, JPEG, …) with the decoder that is on this disk. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const require = createRequire(import.meta.url);
let prepared: Promise<unknown> | undefined;

/** The loader would otherwise fetch the decoder from a public server at the first picture. */
async function prepare(): Promise<unknown> {
  const file = await readFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  return prepareZXingModule({
    overrides: { wasmBinary: wasmBinary as ArrayBuffer },
    fireImmediately: true,
  });
}

/** The text of the first QR code found, exactly as encoded; undefined when there is none. */
export async function decodeImage(bytes: Uint8Array): Promise<string | undefined> {
  prepared ??= prepare();
  await prepared;
  const found = await readBarcodes(Uint8Array.from(bytes), {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  return found.find((code) => code.isValid)?.text;
}
