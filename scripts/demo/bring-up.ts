/** Network, deployment, demo data and reader, in that order; each survives a restart. */
import { join } from 'node:path';
import { Principal } from '@dfinity/principal';
import { connect } from '@qikcard/client';
import { startNetworkServer } from '@qikcard/local-network';
import { deploy } from '../deploy/deploy.ts';
import { operatorIdentity, writeJson } from '../deploy/state.ts';
import { configureWallet, type WalletConfig } from '../wallet/configure.ts';
import { holdEvening } from './evening.ts';
import { admin, identityOf, organizer } from './people.ts';
import { type DemoReader, startReader } from './reader.ts';
import { seedDemo } from './seed.ts';

export type RunningDemo = {
  webUrl: string;
  identityUrl: string;
  gatewayUrl: string;
  /** The organizer's live page of the demo event. */
  liveUrl: string;
  /** Sends the demo attendee's real QR picture through reader and bridge: in, or out when inside. */
  scanAttendee(): Promise<boolean>;
  /** The same, always ending inside; true when the event canister admitted her. */
  admitAttendee(): Promise<boolean>;
  scanPicture: DemoReader['scanPicture'];
  /** Sets the network's clock ahead for good, as far as it never goes by itself; gives its time. */
  skipSeconds(seconds: number): Promise<Date>;
  printGuide(elapsed: string): void;
  stop(): Promise<void>;
};

/**
 * Starts everything on a free or given port; what it started is stopped again when it fails. `evening`
 * leaves badges and QIK with some people.
 */
export async function bringUp(
  options: {
    home: string;
    port: number;
    eventShards?: number;
    wallet?: WalletConfig;
    evening?: boolean;
    /** Of regtest, `host:port`; only from the beginning of a home. */
    bitcoinNode?: string | undefined;
  },
  step: (line: string) => void,
  detail: (line: string) => void,
): Promise<RunningDemo> {
  step('Starting the local network …');
  const server = await startNetworkServer({
    stateDir: join(options.home, 'network'),
    gatewayPort: options.port,
    bitcoindAddresses: options.bitcoinNode ? [options.bitcoinNode] : [],
  });
  try {
    step('Deploying …');
    const target = {
      url: server.gatewayUrl,
      rootKey: server.rootKey,
      defaultEffectiveCanisterId: Principal.fromUint8Array(
        server.defaultEffectiveCanisterId,
      ).toText(),
      operator: operatorIdentity(join(options.home, 'operator.json')),
      admins: [identityOf(admin).getPrincipal()],
      home: options.home,
      eventShards: options.eventShards ?? 1,
    };
    const deployed = await deploy(target, detail);
    writeJson(join(options.home, 'network.json'), {
      ...deployed.network,
      webUrl: deployed.webUrl,
    });
    if (options.wallet) {
      step('Setting the wallet up …');
      const { wallet } = connect(deployed.network, identityOf(admin));
      await configureWallet(wallet, options.wallet, detail);
    }
    step('Seeding the demo …');
    const demo = await seedDemo(deployed.network, detail);
    step('Starting the simulated reader and the bridge …');
    const [reader] = await Promise.all([
      startReader(options.home, deployed.network, demo, detail),
      options.evening ? holdEvening(deployed.network, detail) : undefined,
    ]);
    const pageUrl = `${deployed.webUrl}organizer/events/${demo.event.id}`;
    return {
      webUrl: deployed.webUrl,
      identityUrl: deployed.identityUrl,
      gatewayUrl: server.gatewayUrl,
      liveUrl: pageUrl,
      scanAttendee: reader.scanAttendee,
      scanPicture: reader.scanPicture,
      admitAttendee: async () => {
        // After an earlier run she may still be inside: then she leaves first, by the same door.
        if (await reader.isInside()) await reader.scanAttendee();
        const admitted = await reader.scanAttendee();
        console.log(`  See it live with \`npm start\`, signed in as ${organizer}: ${pageUrl}`);
        return admitted;
      },
      skipSeconds: (seconds) => setAhead(server, seconds),
      printGuide: (elapsed) => printGuide(deployed.webUrl, pageUrl, elapsed),
      stop: async () => {
        await reader.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function setAhead(
  { url, instanceId }: { url: string; instanceId: number },
  seconds: number,
): Promise<Date> {
  const ahead = new Date(Date.now() + seconds * 1_000);
  const body = `{"nanos_since_epoch":${BigInt(ahead.getTime()) * 1_000_000n}}`;
  const answer = await fetch(`${url}/instances/${instanceId}/update/set_certified_time`, {
    method: 'POST',
    body,
  });
  if (!answer.ok) throw new Error(`the clock stays as it is: ${await answer.text()}`);
  return ahead;
}

function printGuide(webUrl: string, pageUrl: string, elapsed: string): void {
  console.log(`
  Up in ${elapsed}. What to do now:

  1  Open ${webUrl}
     and sign in as “${organizer}”; her live page is
     ${pageUrl}
  2  Press s in this terminal: the simulated reader scans Ada Attendee's code,
     and the live page moves. Press s again: she leaves.
  3  Her badges and QIK are at ${webUrl}wallet
  4  Or be Ada yourself: sign in as “Ada Attendee” in a private window, open her pass,
     save a picture of the code and run:  npm run scan -- picture.png

  Ctrl-C stops everything and keeps the state.
`);
}
