import { IC_ROOT_KEY } from '@dfinity/agent';
import type { Network } from '@qikcard/client';

/** The key that everything of this network is proven against, in hex. */
export const rootKeyOf = ({ rootKey }: Network): string => rootKey ?? IC_ROOT_KEY;

/** The same as bytes. */
export const rootKeyBytes = (network: Network): Uint8Array =>
  Uint8Array.from(rootKeyOf(network).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
