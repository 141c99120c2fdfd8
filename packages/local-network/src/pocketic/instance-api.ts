import type { Replica } from '../replica.ts';

/** What the REST endpoints of one instance need besides the replica. */
export type PocketIcInstance = {
  replica: Replica;
  /** DER key under which a subnet's certificates verify; undefined for an unknown subnet. */
  subnetPublicKey(subnetId: Uint8Array): Uint8Array | undefined;
  /** Certificate of a canister's certified data, for queries that ask for it. */
  dataCertificate(canisterId: Uint8Array): Uint8Array;
  live: LiveControl;
  disableIngressValidation: boolean;
};

/** Switch of the live mode, in which the instance follows the real clock. */
export type LiveControl = {
  readonly enabled: boolean;
  start(artificialDelayMs: number): void;
  stop(): void;
  /** Moves the certified time to the real clock's when live. */
  refreshTime(): void;
  /** Lets queued messages run soon when live. */
  kick(): void;
};
