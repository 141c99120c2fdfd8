/** NFC cards as a reader meets them. */
import { createCipheriv, randomBytes } from 'node:crypto';
import { type CardKeys, sunMac } from '@qikcard/contracts';

/** As chips and links write bytes: in capitals. */
export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

/** An NTAG 424 DNA card: what its chip does at a tap, made with OpenSSL's AES. */
export class ChipCard {
  counter = 0;
  constructor(
    readonly uid: Uint8Array,
    readonly keys: CardKeys,
  ) {}

  /** The link a phone or reader gets. */
  tap(): string {
    this.counter++;
    const count = Uint8Array.of(this.counter & 0xff, this.counter >> 8, 0);
    const plain = Buffer.concat([Uint8Array.of(0xc7), this.uid, count, randomBytes(5)]);
    const cipher = createCipheriv('aes-128-cbc', this.keys.meta_read_key, new Uint8Array(16));
    const piccData = cipher.setAutoPadding(false).update(plain);
    const mac = sunMac(Uint8Array.from(this.keys.file_read_key), {
      uid: this.uid,
      counter: this.counter,
    });
    return `https://qikcard.example/c?e=${hex(piccData)}&m=${hex(mac)}`;
  }
}
