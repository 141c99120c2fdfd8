/** What payments of every kind have in common: how they are asked for, followed and listed. */
import {
  blob,
  type Infer,
  nat64,
  nothing,
  opt,
  record,
  type Shape,
  text,
  variant,
  vec,
} from './candid.ts';

/** How soon a payment should be in a block. */
export const FeeSpeed = variant({ slow: nothing, normal: nothing, fast: nothing });
export type FeeSpeed = Infer<typeof FeeSpeed>;

export const asked = {
  /** Made by the client: the same one is never paid twice. 16 bytes. */
  request_id: blob,
};
export const followed = {
  created_at_ns: nat64,
  updated_at_ns: nat64,
  /** What the last attempt of the present step met. */
  problem: opt(text),
};
export const beginnings = {
  /** A large amount waits, and can be taken back. */
  Waiting: record({ until_ns: nat64 }),
  Accepted: nothing,
};
export const ends = {
  Cancelled: nothing,
  /** Nothing has left. */
  Failed: record({ reason: text }),
};
/** The caller's, newest first. */
export const page = <K extends string, T>(name: K, row: Shape<T>) =>
  record({ [name]: vec(row), next: opt(nat64) } as { [N in K]: Shape<T[]> } & {
    next: Shape<[] | [bigint]>;
  });
