/** `qikpoint enroll --code XXXXXXXX`: pairs this device with the event. */
import { PAIRING_CODE_CHARS } from '@qikcard/contracts';
import type { ResolvedConfig } from '../config.ts';
import { deviceIdentity } from '../identity/device-key.ts';
import { enroll, looksLikePairingCode } from '../identity/enroll.ts';

export async function enrollCommand(config: ResolvedConfig, code: string): Promise<number> {
  if (!looksLikePairingCode(code)) {
    console.error(`A pairing code has ${PAIRING_CODE_CHARS} letters and digits.`);
    return 2;
  }
  console.log(`This device is ${deviceIdentity(config.keyPath).getPrincipal().toText()}`);
  const device = await enroll(config, code);
  console.log(`Paired as “${device.name}” at ${device.gate} for event ${device.event_id}.`);
  if (device.gate !== config.gate) {
    console.warn(`The config says gate “${config.gate}”, the organizer “${device.gate}”.`);
  }
  return 0;
}
