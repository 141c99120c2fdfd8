/** When a signing key is used, replaced and forgotten. */
import {
  ACCESS_TOKEN_LIFE_SECONDS,
  SIGNING_KEY_LIFE_SECONDS,
  SIGNING_KEY_SECONDS,
} from '@qikcard/contracts';

const ns = (seconds: number) => BigInt(seconds) * 1_000_000_000n;
/** Clocks of readers differ a little. */
const LEEWAY_SECONDS = 60;

/** Nothing signed by a key counts from here on. */
export const keyEndsNs = (createdAtNs: bigint): bigint =>
  createdAtNs + ns(SIGNING_KEY_LIFE_SECONDS);

/** Whether the next key is to be made. */
export const isDue = (createdAtNs: bigint | undefined, nowNs: bigint): boolean =>
  createdAtNs === undefined || nowNs - createdAtNs >= ns(SIGNING_KEY_SECONDS);

/** Whether a token signed now would live its whole life before the key ends. */
export const maySign = (createdAtNs: bigint, nowNs: bigint): boolean =>
  nowNs + ns(ACCESS_TOKEN_LIFE_SECONDS) <= keyEndsNs(createdAtNs);

/** Whether the last token of a key that was replaced then is over, so that it can be forgotten. */
export const isOver = (replacedAtNs: bigint, nowNs: bigint): boolean =>
  nowNs > replacedAtNs + ns(ACCESS_TOKEN_LIFE_SECONDS + LEEWAY_SECONDS);
