import type { Api, Capability, InitArgs } from '@qikcard/contracts';
import type { Capacity } from './brownout.ts';
import type { Consents } from './consent.ts';
import type { HttpFile, Metric } from './http.ts';
import type { Reaction } from './inbox.ts';

export type PlatformOptions = {
  name: string;
  version: string;
  /** Rises with every change of what is stored. */
  schema: number;
  /** All methods of the canister; ingress messages to others are dropped. */
  api: Api;
  capabilities: Capability[];
  /** What happens when facts arrive; role facts are taken care of. */
  reactions?: readonly Reaction[];
  /** What wallets show before a call (ICRC-21); methods without a text are not supported there. */
  consents?: Consents;
  /** Largest arguments that users may send, by method; 256 KiB for the others. */
  argBytesMax?: Readonly<Record<string, number>>;
  /** What the canister may do before it turns updates away. */
  capacity?: Capacity;
  /** Updates that keep running longest under overload. */
  essential?: readonly string[];
  standards?: { name: string; url: string }[];
  /** Draws keys and random bytes; without it `secrets` stays unready. */
  keysRotateAfterSeconds?: number;
  metrics?: () => readonly Metric[];
  /** Files that `http_request` serves once `certifyPage` has certified them: the same bytes. */
  files?: (path: string) => HttpFile | undefined;
  /** Sentences for operators; empty when all is well. */
  concerns?: (nowNs: bigint) => string[];
  /** At first installation, after the directory is known. */
  onInstall?: (args: InitArgs) => void;
  /** At installation and after every upgrade: re-arm timers here. */
  onStart?: () => void;
  /** Auth is the source of roles; it does not ask itself. */
  isRolesSource?: boolean;
};
