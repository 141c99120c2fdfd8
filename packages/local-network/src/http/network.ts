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
  authenticate(envelope, network.replica.timeNs(), network.certifier.canisterSignature);
