import type { Certifier } from '../certification/certifier.ts';
import { type Authenticated, authenticate } from '../crypto/authenticate.ts';
import type { CallContent, Envelope, ReadStateContent, Refusal } from '../crypto/envelope.ts';
import type { Replica } from '../replica.ts';
import type { RoundDriver } from './driver.ts';

/** What the HTTP faces stand on: one replica, its signer, and whoever runs its rounds. */
export type Network = { replica: Replica; certifier: Certifier; driver: RoundDriver };

/** Authenticates a request against the replica's clock and this network's root key. */
export const authenticateFor = (
  network: Network,
  envelope: Envelope<CallContent | ReadStateContent>,
): Authenticated | Refusal =>
  authenticate(envelope, nowNs(network.replica), network.certifier.canisterSignature);

/** Certified time may have been moved ahead of the next round's, and the other way round. */
function nowNs(replica: Replica): bigint {
  const next = replica.timeNs();
  const certified = replica.certifiedTimeNs();
  if (certified > next) return certified;
  return next;
}
