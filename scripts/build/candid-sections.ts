/** Wasm custom sections (WebAssembly core specification §5.5.3), appended after everything else. */

const encoder = new TextEncoder();

function leb128(value: number): number[] {
  const bytes: number[] = [];
  do {
    const more = value > 0x7f;
    bytes.push((value & 0x7f) | (more ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

function customSection(name: string, content: Uint8Array): Uint8Array {
  const label = encoder.encode(name);
  const nameLength = leb128(label.length);
  const size = leb128(nameLength.length + label.length + content.length);
  return Uint8Array.from([0, ...size, ...nameLength, ...label, ...content]);
}

/**
 * Adds the public metadata that wallets, explorers and the icp CLI read from a canister:
 * its Candid service and the response-verification version of its HTTP answers.
 */
export function withCandidSections(wasm: Uint8Array, candid: string): Uint8Array {
  return Buffer.concat([
    wasm,
    customSection('icp:public candid:service', encoder.encode(candid)),
    customSection('icp:public supported_certificate_versions', encoder.encode('2')),
  ]);
}
