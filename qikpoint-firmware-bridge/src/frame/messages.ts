/**
 * What frames say. Payloads are CBOR maps (RFC 8949) with small integer keys, which cost a
 * microcontroller one byte each. Unknown keys are ignored, so either side may be upgraded first.
 */
import { encode } from 'cborg';
import type { Frame } from './frame.ts';

/** OSDP's words (IEC 60839-11-5, osdp_LED 69h): colours a door light knows. */
export const ledColors = ['black', 'red', 'green', 'amber', 'blue'] as const;
export type LedColor = (typeof ledColors)[number];
/** osdp_BUZ 6Ah: tone code 2 is the default tone, 1 is off. Times are in units of 100 ms. */
export type Led = { color: LedColor; on: number; off: number; count: number };
export type Buzzer = { tone: 'off' | 'default'; on: number; off: number; count: number };
/**
 * `saved`: on disk, not decided yet. `provisional`: decided here without the network. `final`: the canister decided. `trouble`: not saved; the reader must keep it.
 */
export const stages = ['saved', 'provisional', 'final', 'trouble'] as const;
export type Stage = (typeof stages)[number];
/** What a reader shows for one scan. */
export type Display = { led: Led; buzzer: Buzzer; title: string; sentence: string; stage: Stage };

export type Message =
  /** Reader: who it is. `boot` names one run of sequence numbers. */
  | { kind: 'hello'; seq: number; device: string; boot: Uint8Array; firmware: string }
  /** Reader: a code was read. `capturedAtMs` is absent when the reader has no clock. */
  | { kind: 'scan'; seq: number; text: string; capturedAtMs?: number }
  /** Either side: still there. */
  /** `batteryPercent` is absent where there is no battery, and from the bridge. */
  | { kind: 'heartbeat'; seq: number; online: boolean; waiting: number; batteryPercent?: number }
  /** Bridge: the scan with this number is on disk; the reader may forget it. */
  | { kind: 'ack'; seq: number; scan: number }
  /** Bridge: what to show for the scan with this number. */
  | { kind: 'verdict'; seq: number; scan: number; display: Display }
  /** Bridge: say hello (again); sent when it does not know the reader. */
  | { kind: 'identify'; seq: number };

export const messageTypes = {
  hello: 0x01,
  scan: 0x02,
  heartbeat: 0x03,
  ack: 0x81,
  verdict: 0x82,
  identify: 0x83,
};
export const BOOT_BYTES = 8;
export const DEVICE_MAX_CHARS = 64;

/** The frame of a message. */
export function toFrame(message: Message): Frame {
  const payload = encode(new Map(fields(message)));
  return { type: messageTypes[message.kind], seq: message.seq, payload: Uint8Array.from(payload) };
}

function fields(message: Message): [number, unknown][] {
  switch (message.kind) {
    case 'hello':
      return [
        [1, message.device],
        [2, message.boot],
        [3, message.firmware],
      ];
    case 'scan':
      return message.capturedAtMs === undefined
        ? [[1, message.text]]
        : [
            [1, message.text],
            [2, message.capturedAtMs],
          ];
    case 'heartbeat':
      return [
        [1, message.online],
        [2, message.waiting],
        ...(message.batteryPercent === undefined
          ? []
          : [[3, message.batteryPercent] as [number, unknown]]),
      ];
    case 'ack':
      return [[1, message.scan]];
    case 'verdict':
      return [[1, message.scan], ...displayFields(message.display)];
    case 'identify':
      return [];
  }
}

function displayFields({ led, buzzer, title, sentence, stage }: Display): [number, unknown][] {
  return [
    [2, [ledColors.indexOf(led.color), led.on, led.off, led.count]],
    [3, [buzzer.tone === 'off' ? 1 : 2, buzzer.on, buzzer.off, buzzer.count]],
    [4, title],
    [5, sentence],
    [6, stages.indexOf(stage)],
  ];
}
