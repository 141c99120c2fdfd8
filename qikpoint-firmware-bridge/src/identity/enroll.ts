/** Pairing: the organizer's one-time code makes this device's principal a reader of the event. */

import { expectOk, retryIdempotent } from '@qikcard/client';
import { type Device, PAIRING_CODE_CHARS } from '@qikcard/contracts';
import type { ResolvedConfig } from '../config.ts';
import { connectEvent } from '../uplink/event-port.ts';
import { deviceIdentity } from './device-key.ts';

/** Enrols this device; throws `QikCardError` with a sentence when the code is not accepted. */
export async function enroll(config: ResolvedConfig, code: string): Promise<Device> {
  const event = connectEvent(config, deviceIdentity(config.keyPath));
  // The canister gives the same device its answer again, so a lost answer costs nothing.
  const device = expectOk(await retryIdempotent(() => event.pair_device(code.trim())));
  if (device.event_id !== BigInt(config.eventId)) {
    throw new Error(
      `The code belongs to event ${device.event_id}, the config says ${config.eventId}. ` +
        'The device is paired; correct "eventId" in the config.',
    );
  }
  return device;
}

/** Whether a text can be a pairing code at all, before the network is asked. */
export function looksLikePairingCode(typed: string): boolean {
  const code = typed.replace(/[\s-]/g, '');
  return code.length === PAIRING_CODE_CHARS && /^[A-Za-z0-9]+$/.test(code);
}
