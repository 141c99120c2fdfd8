import { ORIGIN_MAX_CHARS, ORIGINS_MAX } from '@qikcard/contracts';

// A local network has no certificates; `localhost` and its subdomains never leave the machine.
const SECURE = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/;
const LOCAL = /^http:\/\/([a-z0-9-]+\.)*localhost(:\d{1,5})?$/;

/** What is wrong with a list of origins for ICRC-28; undefined when nothing is. */
export function problemOfOrigins(origins: readonly string[]): string | undefined {
  if (origins.length > ORIGINS_MAX) return `at most ${ORIGINS_MAX} origins`;
  const wrong = origins.find(
    (origin) => origin.length > ORIGIN_MAX_CHARS || !(SECURE.test(origin) || LOCAL.test(origin)),
  );
  return wrong === undefined ? undefined : 'an origin is https://host[:port], without a path';
}
