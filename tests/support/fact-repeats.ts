/** Facts that arrive again: as their real sender would send them, in its name. */
import type { CanisterName, FactKind } from '@qikcard/contracts';
import { expect } from 'vitest';
import type { Canisters, Deployment } from './deployment.ts';

type Body = { kind: number; body: Uint8Array };
type Lane = `${CanisterName} → ${CanisterName}`;
/** With the numbers they had; behind a number that never came; from the beginning, by a new stream. */
export const REPEATS = ['known', 'ahead', 'anew'] as const;

export function factRepeats(deployment: Deployment) {
  const said = new Map<Lane, Map<string, Body>>();
  const callOf = (lane: Lane) => {
    const [sender, receiver] = lane.split(' → ') as [CanisterName, CanisterName];
    const principal = deployment.ids[sender];
    const as = deployment.as({ name: sender, principal } as Parameters<Deployment['as']>[0]);
    return { sender, to: as[receiver] as Canisters['wallet'] };
  };

  return {
    /** What one canister has told another, or is about to. */
    note<T>(lane: Lane, fact: FactKind<T>, value: T): void {
      const body = { kind: fact.kind, body: fact.codec.encode(value) };
      const all = said.get(lane) ?? new Map<string, Body>();
      said.set(lane, all.set(`${body.kind} ${Buffer.from(body.body).toString('hex')}`, body));
    },
    lanes: () => [...said.keys()],
    /** Tells all of it again, newest first. Whether it has an effect is for whoever asks to see. */
    async repeat(lane: Lane, how: (typeof REPEATS)[number]): Promise<void> {
      const { sender, to } = callOf(lane);
      const cursor = (await to.inbox_status()).find((each) => each.sender === sender);
      if (cursor === undefined) return;
      const { received_through: through } = cursor;
      const all = [...(said.get(lane)?.values() ?? [])].reverse();
      const numbered = (first: bigint) =>
        all.map((each, i) => ({ ...each, seq: first + BigInt(i), at_ns: 0n }));
      if (how === 'known') {
        const facts = numbered(1n).filter(({ seq }) => seq <= through);
        const answer = await to.receive_facts({ stream: cursor.stream, facts: facts.reverse() });
        expect(answer).toEqual({ Ok: { received_through: through } });
      }
      if (how === 'ahead') {
        const facts = numbered(through + 2n);
        const answer = await to.receive_facts({ stream: cursor.stream, facts });
        expect(answer).toEqual({ Err: { Gap: { expected_seq: through + 1n } } });
      }
      if (how === 'anew') {
        const answer = await to.receive_facts({ stream: cursor.stream + 1n, facts: numbered(1n) });
        expect(answer).toEqual({ Ok: { received_through: BigInt(all.length) } });
      }
    },
  };
}
