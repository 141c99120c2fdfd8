import type { DerEncodedPublicKey } from '@dfinity/agent';
import { DelegationChain } from '@dfinity/identity';
import { developmentIdentity } from './derive.ts';

const NS_PER_MS = 1_000_000n;
/** What Internet Identity does: eight hours when nothing is asked for, thirty days at most. */
const DEFAULT_TTL_NS = 8n * 3_600_000_000_000n;
const MAX_TTL_NS = 30n * 24n * 3_600_000_000_000n;

/** Only bytes and bigints: a `Principal` object does not survive the way between two windows. */
export type Delegated = {
  userPublicKey: Uint8Array;
  delegations: {
    delegation: { pubkey: Uint8Array; expiration: bigint };
    signature: Uint8Array;
  }[];
};

/** Lets the session key act as `userName` for a while; without targets, so everywhere. */
export async function delegate(
  userName: string,
  sessionPublicKey: Uint8Array,
  maxTimeToLiveNs: bigint = DEFAULT_TTL_NS,
): Promise<Delegated> {
  const ttl = maxTimeToLiveNs < MAX_TTL_NS ? maxTimeToLiveNs : MAX_TTL_NS;
  const chain = await DelegationChain.create(
    developmentIdentity(userName),
    { toDer: () => sessionPublicKey as DerEncodedPublicKey },
    new Date(Date.now() + Number(ttl / NS_PER_MS)),
  );
  return {
    userPublicKey: new Uint8Array(chain.publicKey),
    delegations: chain.delegations.map(({ delegation, signature }) => ({
      delegation: { pubkey: new Uint8Array(delegation.pubkey), expiration: delegation.expiration },
      signature: new Uint8Array(signature),
    })),
  };
}
