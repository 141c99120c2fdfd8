/**
 * What two people are to each other. Each side keeps its own view, so a blocked person's view can
 * stay that of somebody whose request is waiting: they learn nothing.
 */
import { DECLINED_QUIET_SECONDS } from '@qikcard/contracts';

export type Side = {
  state: 'none' | 'sent' | 'received' | 'connected';
  blocked: boolean;
  /** Before this, requests of the other do not arrive: this side has declined one. */
  quietUntilNs: bigint | undefined;
  sinceNs: bigint;
};
export type Pair = { mine: Side; theirs: Side };
/** What becomes of both sides, and whether the other is told. */
export type Change = Pair & { tell?: 'ConnectionRequested' | 'ConnectionAccepted' };

/** People who have nothing to do with each other. */
export const strangers: Side = {
  state: 'none',
  blocked: false,
  quietUntilNs: undefined,
  sinceNs: 0n,
};
const NS_PER_SECOND = 1_000_000_000n;

/** Asks for a connection; a request of the other that waits is accepted by it. */
export function request(pair: Pair, nowNs: bigint): Change | 'blocked by oneself' {
  const { mine, theirs } = pair;
  if (mine.blocked) return 'blocked by oneself';
  if (mine.state === 'connected') return pair;
  if (mine.state === 'received') return accept(pair, nowNs) ?? pair;
  const sent: Side = mine.state === 'sent' ? mine : { ...mine, state: 'sent', sinceNs: nowNs };
  const quiet = theirs.quietUntilNs !== undefined && nowNs < theirs.quietUntilNs;
  if (theirs.blocked || quiet || theirs.state !== 'none') return { mine: sent, theirs };
  const received: Side = { ...theirs, state: 'received', sinceNs: nowNs, quietUntilNs: undefined };
  return { mine: sent, theirs: received, tell: 'ConnectionRequested' };
}

/** Accepts a request; undefined when there is none. */
export function accept({ mine, theirs }: Pair, nowNs: bigint): Change | undefined {
  if (mine.state !== 'received') return undefined;
  const connected = { state: 'connected', sinceNs: nowNs, quietUntilNs: undefined } as const;
  return {
    mine: { ...mine, ...connected },
    theirs: { ...theirs, ...connected },
    tell: 'ConnectionAccepted',
  };
}

/** Declines a request: to the one who asked it goes on waiting. */
export function decline({ mine, theirs }: Pair, nowNs: bigint): Change | undefined {
  if (mine.state !== 'received') return undefined;
  const quietUntilNs = nowNs + BigInt(DECLINED_QUIET_SECONDS) * NS_PER_SECOND;
  return { mine: { ...mine, state: 'none', quietUntilNs }, theirs };
}

/** Takes back a request of one's own. */
export function withdraw({ mine, theirs }: Pair): Change | undefined {
  if (mine.state !== 'sent') return undefined;
  return { mine: apart(mine), theirs: theirs.state === 'received' ? apart(theirs) : theirs };
}

/** Ends a connection for both. */
export function remove({ mine, theirs }: Pair): Change | undefined {
  if (mine.state !== 'connected') return undefined;
  return { mine: apart(mine), theirs: apart(theirs) };
}

/** Ends whatever there is and lets nothing of the other arrive from now on. */
export function block({ mine, theirs }: Pair, nowNs: bigint): Change {
  const kept = theirs.state === 'sent' || theirs.state === 'none';
  return {
    mine: { ...apart(mine), blocked: true, sinceNs: mine.blocked ? mine.sinceNs : nowNs },
    theirs: kept ? theirs : apart(theirs),
  };
}

/** Lets requests of the other arrive again. */
export const unblock = ({ mine, theirs }: Pair): Change => ({
  mine: { ...mine, blocked: false },
  theirs,
});

const apart = (side: Side): Side => ({ ...side, state: 'none' });

/** Which list a side is in; undefined when it is in none. */
export function listOf(side: Side): 'Connected' | 'Received' | 'Sent' | 'Blocked' | undefined {
  if (side.blocked) return 'Blocked';
  if (side.state === 'connected') return 'Connected';
  if (side.state === 'received') return 'Received';
  return side.state === 'sent' ? 'Sent' : undefined;
}

/** Whether a side says no more than that the two are strangers: it need not be stored. */
export const isNothing = (side: Side): boolean =>
  side.state === 'none' && !side.blocked && side.quietUntilNs === undefined;
