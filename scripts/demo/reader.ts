/** The demo's door: a paired bridge and the reference reader, joined by a line in this process. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, expectOk, type Network } from '@qikcard/client';
import { doorCode } from '@qikcard/contracts';
import {
  type BridgeConfig,
  createBridge,
  createSimulator,
  type Display,
  deviceIdentity,
  enroll,
  loadConfig,
  memoryLinkPair,
  type Shown,
  takesColors,
  terminalLine,
} from 'qikpoint-firmware-bridge';
import QRCode from 'qrcode';
import { writeJson } from '../deploy/state.ts';
import { attendee, identityOf, organizer } from './people.ts';
import { type Demo, registrationsOf } from './seed.ts';

const GATE = 'Main entrance';

export type DemoReader = {
  /** In when the attendee is outside, out when inside; true when the canister let them in. */
  scanAttendee(): Promise<boolean>;
  /** Whether the attendee is inside now, as the event canister has it. */
  isInside(): Promise<boolean>;
  /** Reads a picture file as it would be held before the reader at the entrance. */
  scanPicture(picture: Uint8Array): Promise<Display>;
  stop(): Promise<void>;
};

/** Pairs the demo device when it is not paired yet, and starts bridge and reader. */
export async function startReader(
  home: string,
  network: Network,
  demo: Demo,
  report: (line: string) => void,
): Promise<DemoReader> {
  const folder = join(home, 'bridge');
  const configPath = join(folder, 'config.json');
  writeJson(configPath, {
    network: '../network.json',
    eventId: demo.event.id.toString(),
    gate: GATE,
    direction: 'in',
    spoolPath: 'spool.db',
    keyPath: 'device-key.json',
  } satisfies BridgeConfig);
  const config = loadConfig(configPath);
  await pairOnce(network, demo, config, report);
  const [readerEnd, bridgeEnd] = memoryLinkPair();
  const bridge = createBridge(config, { link: bridgeEnd, onShown: print });
  const simulator = createSimulator(readerEnd);
  await bridge.start();
  await simulator.start();
  const isInside = () => attendeeInside(network, demo);
  return {
    isInside,
    scanAttendee: async () => {
      const inside = await isInside();
      bridge.turn(inside ? 'out' : 'in');
      const purpose = inside ? { check_out: null } : { check_in: null };
      const picture = await attendeePicture(home, network, demo, purpose);
      await simulator.scanImage(picture);
      return !inside && (await isInside());
    },
    scanPicture: (picture) => {
      bridge.turn('in');
      return simulator.scanImage(picture);
    },
    stop: async () => {
      await simulator.stop();
      await bridge.stop();
    },
  };
}

async function pairOnce(
  network: Network,
  { event }: Demo,
  config: ReturnType<typeof loadConfig>,
  report: (line: string) => void,
): Promise<void> {
  const olga = connect(network, identityOf(organizer));
  const own = deviceIdentity(config.keyPath).getPrincipal().toText();
  const devices = expectOk(await olga.event.list_devices(event.id));
  if (devices.some(({ id, revoked }) => id.toText() === own && !revoked)) return;
  const request = { event_id: event.id, name: 'Simulated QikPoint', gate: GATE };
  const { code } = expectOk(await olga.event.start_pairing(request));
  await enroll(config, code);
  report(`paired the simulated reader at “${GATE}”`);
}

async function attendeeInside(network: Network, { registration }: Demo): Promise<boolean> {
  const ada = connect(network, identityOf(attendee));
  const rows = await registrationsOf(ada);
  return rows.some(({ id, inside }) => id === registration.id && inside);
}

/** The attendee's code as the picture a phone would show, also kept as a file to look at. */
async function attendeePicture(
  home: string,
  network: Network,
  { registration }: Demo,
  purpose: { check_in: null } | { check_out: null },
): Promise<Uint8Array> {
  const ada = connect(network, identityOf(attendee));
  const request = { registration_id: registration.id, purpose };
  const { token } = expectOk(await ada.event.issue_token(request));
  const png = await QRCode.toBuffer(doorCode(token), { errorCorrectionLevel: 'Q', width: 400 });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'pass.png'), png, { mode: 0o600 });
  return png;
}

function print({ display, latencyMs }: Shown): void {
  console.log(`  ${terminalLine(display, takesColors(process.stdout), latencyMs)}`);
}
