/** What a token says, and for how long. */
import {
  ACCESS_TOKEN_LIFE_SECONDS,
  AUDIENCE_MAX_CHARS,
  ROLES_IN_TOKEN_MAX,
  type RoleName,
} from '@qikcard/contracts';
import { PLATFORM_SCOPE } from './grants.ts';
import type { Claims } from './jwt.ts';

const AUDIENCE = /^[A-Za-z0-9][A-Za-z0-9.:/_~-]*$/;
const NS_PER_SECOND = 1_000_000_000n;

/** Whether this names a service: an origin, an URL without query, or a plain name. */
export const isAudience = (text: string): boolean =>
  text.length <= AUDIENCE_MAX_CHARS && AUDIENCE.test(text);

export type HeldRole = { role: RoleName; scope: bigint; expiresAtNs: bigint | undefined };

/** Roles that count now, as a token names them. */
export const roleClaims = (held: readonly HeldRole[], nowNs: bigint): string[] =>
  held
    .filter(({ expiresAtNs }) => expiresAtNs === undefined || expiresAtNs > nowNs)
    .slice(0, ROLES_IN_TOKEN_MAX)
    .map(({ role, scope }) => (scope === PLATFORM_SCOPE ? role : `${role}:event:${scope}`));

export type TokenGround = {
  issuer: string;
  subject: string;
  audience: string;
  session: bigint;
  id: string;
  nowNs: bigint;
  /** Ends of what the token stands on: it outlives neither. */
  sessionEndsNs: bigint;
  keyEndsNs: bigint;
  roles: readonly HeldRole[];
};

/** The claims of a new token: ten minutes, or less when its session, key or a role ends before. */
export function claimsOf(ground: TokenGround): Claims {
  const iat = Number(ground.nowNs / NS_PER_SECOND);
  const counting = ground.roles.flatMap(({ expiresAtNs }) =>
    expiresAtNs !== undefined && expiresAtNs > ground.nowNs ? [expiresAtNs] : [],
  );
  const ends = [ground.sessionEndsNs, ground.keyEndsNs, ...counting];
  const secondsOf = (atNs: bigint) => Number(atNs / NS_PER_SECOND);
  return {
    iss: ground.issuer,
    sub: ground.subject,
    aud: ground.audience,
    exp: Math.min(iat + ACCESS_TOKEN_LIFE_SECONDS, ...ends.map(secondsOf)),
    nbf: iat,
    iat,
    jti: ground.id,
    sid: ground.session.toString(),
    roles: roleClaims(ground.roles, ground.nowNs),
  };
}
