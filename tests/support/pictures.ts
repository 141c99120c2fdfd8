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
  options: {
    width?: number;
    height?: number;
    text?: string;
    behind?: string;
    /** How bright each pixel is, row by row. */
    luma?: Uint8Array;
  } = {},
): Uint8Array {
  const { width = 32, height = 32, text, behind = '', luma } = options;
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let y = 0; luma && y < height; y++) {
    rows[y * (width + 1)] = 0;
    rows.set(luma.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      ...(text === undefined ? [] : [chunk('tEXt', Buffer.from(`Comment\0${text}`))]),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
      Buffer.from(behind),
    ]),
  );
}
