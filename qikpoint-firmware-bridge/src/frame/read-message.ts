/** From frames back to messages; whatever does not fit is no message, never an exception. */
import { decode } from 'cborg';
import type { Frame } from './frame.ts';
import {
  BOOT_BYTES,
  DEVICE_MAX_CHARS,
  type Display,
  ledColors,
  type Message,
  messageTypes,
  stages,
} from './messages.ts';

type Keys = Map<number, unknown>;

/** The message in a frame; undefined for types and payloads this version does not know. */
export function fromFrame({ type, seq, payload }: Frame): Message | undefined {
  try {
    const keys = decode(payload, { useMaps: true }) as Keys;
    return keys instanceof Map ? readMessage(type, seq, keys) : undefined;
  } catch {
    return undefined;
  }
}

function readMessage(type: number, seq: number, keys: Keys): Message | undefined {
  switch (type) {
    case messageTypes.hello: {
      const [device, boot] = [text(keys.get(1)), keys.get(2)];
      if (device.length > DEVICE_MAX_CHARS || !isBytes(boot, BOOT_BYTES)) return undefined;
      return {
        kind: 'hello',
        seq,
        device,
        boot: Uint8Array.from(boot),
        firmware: text(keys.get(3)),
      };
    }
    case messageTypes.scan: {
      const at = keys.get(2);
      const clock = at === undefined ? {} : { capturedAtMs: whole(at) };
      return { kind: 'scan', seq, text: text(keys.get(1)), ...clock };
    }
    case messageTypes.heartbeat: {
      const said = keys.get(3);
      const battery = said === undefined ? {} : { batteryPercent: Math.min(100, whole(said)) };
      const health = { online: keys.get(1) === true, waiting: whole(keys.get(2)) };
      return { kind: 'heartbeat', seq, ...health, ...battery };
    }
    case messageTypes.ack:
      return { kind: 'ack', seq, scan: whole(keys.get(1)) };
    case messageTypes.verdict:
      return { kind: 'verdict', seq, scan: whole(keys.get(1)), display: readDisplay(keys) };
    case messageTypes.identify:
      return { kind: 'identify', seq };
    default:
      return undefined;
  }
}

function readDisplay(keys: Keys): Display {
  const [color, ...led] = wholes(keys.get(2), 4);
  const [tone, ...buzzer] = wholes(keys.get(3), 4);
  return {
    led: { color: ledColors[color] ?? 'amber', on: led[0], off: led[1], count: led[2] },
    buzzer: {
      tone: tone === 1 ? 'off' : 'default',
      on: buzzer[0],
      off: buzzer[1],
      count: buzzer[2],
    },
    title: text(keys.get(4)),
    sentence: text(keys.get(5)),
    stage: stages[whole(keys.get(6))] ?? 'saved',
  };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('expected a text');
  return value;
}
function whole(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new TypeError('expected a number');
  return value as number;
}
function wholes(value: unknown, length: number): number[] {
  if (!Array.isArray(value) || value.length !== length) throw new TypeError('expected a list');
  return value.map(whole);
}
const isBytes = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;
