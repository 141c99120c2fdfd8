/** A deployment that follows the real clock and is reached over HTTP, as a bridge reaches it. */

import { HttpAgent } from '@dfinity/agent';
import { connect, expectOk, type Network, type QikCard } from '@qikcard/client';
import type { EventView, Registration } from '@qikcard/contracts';
import { Deployment } from './deployment.ts';
import { type Person, person } from './people.ts';

const HOUR_NS = 3_600_000_000_000n;

export type Live = { network: Network; as(who: Person): QikCard; stop(): Promise<void> };

/** Installs everything, grants `organizer`, and goes live on a loopback port. */
export async function goLive(organizer: Person): Promise<Live> {
  const deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await deployment.pic.setTime(new Date());
  const port = await deployment.pic.makeLive();
  const host = `http://127.0.0.1:${new URL(`http://${addressOf(port)}`).port}`;
  const agent = await HttpAgent.create({ host, shouldFetchRootKey: true });
  const canisters = Object.fromEntries(
    Object.entries(deployment.ids).map(([name, id]) => [name, id.toText()]),
  ) as Network['canisters'];
  const network = { host, canisters, rootKey: Buffer.from(agent.rootKey!).toString('hex') };
  return {
    network,
    as: (who) => connect(network, who.identity),
    async stop() {
      await deployment.pic.stopLive();
      await deployment.stop();
    },
  };
}

/** The client says it gives a port and gives a URL. */
const addressOf = (answer: unknown) =>
  String(answer)
    .replace(/^(https?:\/\/)?/, '')
    .replace(/^(\d+)$/, 'h:$1');

/** A published event that is on now. */
export async function openEvent(organizer: QikCard): Promise<EventView> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const created = await organizer.event.create_event({
    name: 'Open house',
    description: '',
    location: '',
    time_zone: 'UTC',
    starts_at_ns: now - HOUR_NS,
    ends_at_ns: now + 8n * HOUR_NS,
    doors_open_ns: [],
    capacity: [],
  });
  return expectOk(await organizer.event.publish_event(expectOk(created).id));
}

/** A guest with an account and a place. */
export async function guestAt(
  live: Live,
  event: EventView,
  name: string,
): Promise<{ card: QikCard; registration: Registration }> {
  const card = live.as(person(name));
  expectOk(await card.auth.register({ display_name: name }));
  const registration = expectOk(await card.event.join_event(event.id, name));
  return { card, registration };
}

/** The one-time token of a guest, as their phone asks for it. */
export async function tokenOf(
  { card, registration }: { card: QikCard; registration: Registration },
  purpose: 'check_in' | 'check_out' = 'check_in',
): Promise<Uint8Array> {
  const request = {
    registration_id: registration.id,
    purpose: purpose === 'check_in' ? { check_in: null } : { check_out: null },
  };
  for (let tries = 0; ; tries++) {
    const answer = await card.event.issue_token(request);
    // The first key is drawn by a timer.
    if ('Ok' in answer || !('KeysNotReady' in answer.Err) || tries === 50) {
      return Uint8Array.from(expectOk(answer).token);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
