import type { Principal } from '@dfinity/principal';

type Named = { principal: Principal; username: [] | [string] };

/** "@ada", or the beginning and the end of the principal of somebody without a username. */
export function personName({ principal, username: [username] }: Named): string {
  if (username !== undefined) return `@${username}`;
  const text = principal.toText();
  return `${text.slice(0, 5)}…${text.slice(-3)}`;
}

/** The address of a person's page. */
export const personPath = ({ principal, username: [username] }: Named): string =>
  `/u/${username ?? principal.toText()}`;
