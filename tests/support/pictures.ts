/** Small real pictures for uploads. */
import { crc32, deflateSync } from 'node:zlib';

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A grey PNG, with a text chunk and bytes behind its end where asked for. */
export function picture(
  options: { width?: number; height?: number; text?: string; behind?: string } = {},
): Uint8Array {
  const { width = 32, height = 32, text, behind = '' } = options;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      ...(text === undefined ? [] : [chunk('tEXt', Buffer.from(`Comment\0${text}`))]),
      chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height, 0x80))),
      chunk('IEND', Buffer.alloc(0)),
      Buffer.from(behind),
    ]),
  );
}
