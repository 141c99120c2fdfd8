/** Reads codes in pictures, off the main thread. Its policy alone may compile WebAssembly. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

// From our own origin: left alone, the library would ask another one.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

self.onmessage = async ({ data }: MessageEvent<ImageData>) => {
  try {
    const found = await readBarcodes(data, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
    self.postMessage({ text: found[0]?.text });
  } catch (error) {
    self.postMessage({ problem: String(error) });
  }
};
