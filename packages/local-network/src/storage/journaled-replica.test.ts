import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ToyState, toyMessage, toyReplica } from '../server/toy-replica.ts';
import { ReplicaJournal, replay } from './journaled-replica.ts';
import { StateDirectory } from './state-directory.ts';

let path: string;
let directory: StateDirectory;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'journal-'));
  directory = StateDirectory.open(path);
});
afterEach(() => {
  directory.close();
  rmSync(path, { recursive: true });
});

const begin = () => {
  const toy = toyReplica();
  const journal = new ReplicaJournal(toy, directory, { seed: 'x' });
  journal.checkpoint();
  return { toy, journal, replica: journal.replica };
};
const submit = (replica: ReturnType<typeof begin>['replica'], method: string) =>
  replica.submitIngress(Uint8Array.of(1), toyMessage(method), undefined, undefined);

/** Opens the directory as the next process would after a crash. */
function restored() {
  directory.close();
  directory = StateDirectory.open(path);
  const { checkpoint, frames } = directory.load()!;
  const { config, state } = checkpoint as { config: unknown; state: ToyState };
  const toy = toyReplica(state);
  const outcome = replay(toy, frames);
  return { toy, config, ...outcome };
}

describe('journaled replica', () => {
  it('replays inputs to the same state', () => {
    const { toy, journal, replica } = begin();
    replica.setTimeNs(5n);
    submit(replica, 'a');
    replica.executeRound();
    journal.flush();
    replica.setTimeNs(9n);
    submit(replica, 'b');
    replica.executeRound();
    submit(replica, 'c');
    journal.flush();
    const again = restored();
    expect(again.toy.state).toEqual(toy.state);
    expect(again).toMatchObject({ faithful: true, config: { seed: 'x' } });
  });

  it('what was not flushed is gone, as it was never acknowledged', () => {
    const { journal, replica } = begin();
    submit(replica, 'a');
    journal.flush();
    submit(replica, 'b');
    expect(restored().toy.state.queue).toEqual(['a']);
  });

  it('successive time changes are one input, and alone they are not written', () => {
    const { journal, replica } = begin();
    const append = vi.spyOn(directory, 'append');
    for (let now = 1n; now < 100n; now++) replica.setCertifiedTimeNs(now);
    journal.flush();
    expect(append).not.toHaveBeenCalled();
    replica.executeRound();
    journal.flush();
    expect(restored()).toMatchObject({ inputs: 2, faithful: true });
  });

  it('a checkpoint replaces the journal', () => {
    const { toy, journal, replica } = begin();
    submit(replica, 'a');
    replica.executeRound();
    journal.checkpoint();
    const again = restored();
    expect(again.inputs).toBe(0);
    expect(again.toy.state).toEqual(toy.state);
  });

  it('notices when a replay goes another way', () => {
    const { journal, replica } = begin();
    submit(replica, 'a');
    replica.executeRound();
    journal.flush();
    directory.close();
    directory = StateDirectory.open(path);
    const { frames } = directory.load()!;
    const other = toyReplica({ now: 0n, certified: 0n, log: ['something else'], queue: [] });
    expect(replay(other, frames).faithful).toBe(false);
  });
});
