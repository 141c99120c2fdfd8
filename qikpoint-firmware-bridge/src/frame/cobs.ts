/**
 * Consistent Overhead Byte Stuffing: removes zeros from a packet so that a zero can end it
 * (Cheshire and Baker, IEEE/ACM Transactions on Networking 7(2), 1999). Costs at most one byte
 * in 254 plus one.
 */
const BLOCK_MAX = 0xff;

/** The stuffed packet, without the final zero. */
export function encodeCobs(packet: Uint8Array): Uint8Array {
  const stuffed = new Uint8Array(packet.length + Math.ceil((packet.length + 1) / 254));
  let codeAt = 0;
  let at = 1;
  let code = 1;
  const closeBlock = () => {
    stuffed[codeAt] = code;
    codeAt = at++;
    code = 1;
  };
  for (let i = 0; i < packet.length; i++) {
    if (packet[i] === 0) closeBlock();
    else {
      stuffed[at++] = packet[i];
      // A full block at the very end needs no empty block after it.
      if (++code === BLOCK_MAX && i < packet.length - 1) closeBlock();
    }
  }
  stuffed[codeAt] = code;
  return stuffed.slice(0, at);
}

/** The packet, or undefined when the bytes are no complete stuffing. */
export function decodeCobs(stuffed: Uint8Array): Uint8Array | undefined {
  const packet = new Uint8Array(stuffed.length);
  let length = 0;
  let at = 0;
  while (at < stuffed.length) {
    const code = stuffed[at++];
    const end = at + code - 1;
    if (code === 0 || end > stuffed.length) return undefined;
    while (at < end) {
      if (stuffed[at] === 0) return undefined;
      packet[length++] = stuffed[at++];
    }
    if (code < BLOCK_MAX && at < stuffed.length) packet[length++] = 0;
  }
  return stuffed.length === 0 ? undefined : packet.slice(0, length);
}
