/**
 * One frame on the wire (docs/bridge-protocol.md):
 *
 *   COBS( version:1 | type:1 | sequence:2 | payload | CRC-16/IBM-3740:2 ) 00
 */
import { decodeCobs, encodeCobs } from './cobs.ts';
import { crc16 } from './crc16.ts';

export const PROTOCOL_VERSION = 1;
export const PAYLOAD_MAX_BYTES = 1_024;
const HEADER_BYTES = 4;
const CRC_BYTES = 2;
export const PACKET_MAX_BYTES = HEADER_BYTES + PAYLOAD_MAX_BYTES + CRC_BYTES;

export type Frame = { type: number; seq: number; payload: Uint8Array };
/** Why bytes between two zeros are no frame. */
export type FrameFault = 'stuffing' | 'length' | 'checksum' | 'version';

/** The bytes of a frame including the final zero. */
export function encodeFrame({ type, seq, payload }: Frame): Uint8Array {
  if (payload.length > PAYLOAD_MAX_BYTES) throw new RangeError('the frame payload is too long');
  const packet = new Uint8Array(HEADER_BYTES + payload.length + CRC_BYTES);
  const view = new DataView(packet.buffer);
  view.setUint8(0, PROTOCOL_VERSION);
  view.setUint8(1, type);
  view.setUint16(2, seq);
  packet.set(payload, HEADER_BYTES);
  const end = packet.length - CRC_BYTES;
  view.setUint16(end, crc16(packet.subarray(0, end)));
  const stuffed = encodeCobs(packet);
  const wire = new Uint8Array(stuffed.length + 1);
  wire.set(stuffed);
  return wire;
}

/** Reads what stood between two zeros. */
export function decodeFrame(stuffed: Uint8Array): Frame | FrameFault {
  const packet = decodeCobs(stuffed);
  if (packet === undefined) return 'stuffing';
  if (packet.length < HEADER_BYTES + CRC_BYTES || packet.length > PACKET_MAX_BYTES) return 'length';
  const view = new DataView(packet.buffer);
  const end = packet.length - CRC_BYTES;
  if (view.getUint16(end) !== crc16(packet.subarray(0, end))) return 'checksum';
  if (view.getUint8(0) !== PROTOCOL_VERSION) return 'version';
  return {
    type: view.getUint8(1),
    seq: view.getUint16(2),
    payload: packet.slice(HEADER_BYTES, end),
  };
}
