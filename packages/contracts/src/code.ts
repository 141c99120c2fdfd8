/**
 * The texts inside QR codes. Every reader accepts every form (docs/tokens.md).
 *
 *   QK1:<base45>                          an attendee's code at a door
 *   communityshare://checkout/<base64url> a thing to borrow; `checkin` to return it
 *   https://<host>/t/<base64url>          whatever a stock camera may open
 *   https://<host>/c?e=<hex>&m=<hex>      what an NTAG 424 DNA card shows at a tap
 */
import { decodeBase45, encodeBase45 } from './base45.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { readCardLink } from './card.ts';

const DOOR_PREFIX = 'QK1:';
const SHARE = /^communityshare:\/\/(checkout|checkin)\/([A-Za-z0-9_-]+)$/;
const LINK = /^https?:\/\/[^/\s]+\/t\/([A-Za-z0-9_-]+)$/;
/** Longer texts are no code of ours; bounds the work on hostile input. */
export const CODE_MAX_CHARS = 512;

export type CodeForm = 'door' | 'checkout' | 'checkin' | 'link' | 'card';
export type Code = { form: CodeForm; payload: Uint8Array };

export function doorCode(payload: Uint8Array): string {
  return DOOR_PREFIX + encodeBase45(payload);
}
export function shareCode(action: 'checkout' | 'checkin', payload: Uint8Array): string {
  return `communityshare://${action}/${encodeBase64Url(payload)}`;
}
export function linkCode(origin: string, payload: Uint8Array): string {
  return `${origin}/t/${encodeBase64Url(payload)}`;
}

/** The payload of a scanned text, or undefined when it is no QikCard code. */
export function readCode(scanned: string): Code | undefined {
  // Readers add line ends, never spaces; a space is a digit of base45.
  const text = scanned.replace(/[\r\n]+$/, '');
  if (text.length > CODE_MAX_CHARS) return undefined;
  if (text.startsWith(DOOR_PREFIX)) {
    return withPayload('door', decodeBase45(text.slice(DOOR_PREFIX.length)));
  }
  const share = SHARE.exec(text);
  if (share) return withPayload(share[1] as CodeForm, decodeBase64Url(share[2]));
  const link = LINK.exec(text);
  if (link) return withPayload('link', decodeBase64Url(link[1]));
  return withPayload('card', readCardLink(text));
}

function withPayload(form: CodeForm, payload: Uint8Array | undefined): Code | undefined {
  return payload === undefined || payload.length === 0 ? undefined : { form, payload };
}
