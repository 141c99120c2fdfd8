import { DelegationChain, Ed25519KeyIdentity, isDelegationValid } from '@dfinity/identity';
import { describe, expect, it } from 'vitest';
import { delegate } from '../../frontend/identity/src/delegate.ts';
import { developmentIdentity } from '../../frontend/identity/src/derive.ts';

const principalOf = (name: string) => developmentIdentity(name).getPrincipal().toText();

describe('development identities', () => {
  it('are the same person for the same name, however it is typed', () => {
    expect(principalOf(' ada  attendee ')).toBe(principalOf('Ada Attendee'));
    expect(principalOf('Ada Attendee')).not.toBe(principalOf('Olga Organizer'));
  });

  it('delegate to the session key for the time asked for, without targets', async () => {
    const session = Ed25519KeyIdentity.generate();
    const key = new Uint8Array(session.getPublicKey().toDer());
    const made = await delegate('Ada Attendee', key, 60_000_000_000n);
    const chain = DelegationChain.fromJSON(
      DelegationChain.fromDelegations(
        made.delegations as never,
        made.userPublicKey as never,
      ).toJSON(),
    );
    expect(isDelegationValid(chain)).toBe(true);
    const [{ delegation }] = made.delegations;
    expect(delegation.pubkey).toEqual(key);
    const leftMs = Number(delegation.expiration / 1_000_000n) - Date.now();
    expect(leftMs).toBeGreaterThan(50_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });
});
