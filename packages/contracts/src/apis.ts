/** The six APIs by canister name: what clients, tests and compatibility checks iterate over. */
import { analyticsApi } from './analytics.ts';
import { authApi } from './auth.ts';
import type { ActorOf, Api } from './candid.ts';
import { eventApi } from './event.ts';
import { nftApi } from './nft.ts';
import type { CanisterName } from './platform.ts';
import { profileApi } from './profile.ts';
import { walletApi } from './wallet.ts';

export const apis = {
  auth: authApi,
  event: eventApi,
  nft: nftApi,
  profile: profileApi,
  analytics: analyticsApi,
  wallet: walletApi,
} satisfies Record<CanisterName, Api>;

/** One typed actor per canister. */
export type Actors = { [K in CanisterName]: ActorOf<(typeof apis)[K]> };
