/**
 * An import that is under way, kept on this device batch by batch: after a reload it goes on where
 * it was, and no claim code is lost. Forgotten as soon as its outcome has been seen.
 */
import { Principal } from '@dfinity/principal';
import Dexie, { type Table } from 'dexie';
import type { ImportLine } from './import.ts';

export type Outcome = { verdict: 'Added' | 'Known' | 'NotAdded'; code?: string; reason?: string };
type StoredLine = Omit<ImportLine, 'guest'> & {
  guest: Omit<ImportLine['guest'], 'holder'> & { holder: string };
};
type StoredJob = { key: string; lines: StoredLine[]; outcomes: Outcome[] };
export type Job = { lines: ImportLine[]; outcomes: Outcome[] };

class ImportDb extends Dexie {
  readonly jobs!: Table<StoredJob, string>;
  constructor() {
    super('qikcard-imports');
    this.version(1).stores({ jobs: 'key' });
  }
}
let opened: ImportDb | undefined;
const jobs = () => {
  opened ??= new ImportDb();
  return opened.jobs;
};

/** Of one person on this device. */
const keyOf = (who: string, eventId: bigint) => `${who}/${eventId}`;

export async function keepJob(who: string, eventId: bigint, job: Job): Promise<void> {
  const lines = job.lines.map(({ guest, ...line }) => ({
    ...line,
    guest: { ...guest, holder: guest.holder[0]?.toText() ?? '' },
  }));
  await jobs().put({ key: keyOf(who, eventId), lines, outcomes: job.outcomes });
}

/** Adds what a batch came to. */
export async function keepOutcomes(
  who: string,
  eventId: bigint,
  outcomes: Outcome[],
): Promise<void> {
  await jobs().update(keyOf(who, eventId), { outcomes });
}

export async function findJob(who: string, eventId: bigint): Promise<Job | undefined> {
  const stored = await jobs().get(keyOf(who, eventId));
  return (
    stored && {
      outcomes: stored.outcomes,
      lines: stored.lines.map(({ guest: { holder, ...guest }, ...line }) => ({
        ...line,
        guest: { ...guest, holder: holder === '' ? [] : [Principal.fromText(holder)] },
      })),
    }
  );
}

export const forgetJob = (who: string, eventId: bigint): Promise<void> =>
  jobs().delete(keyOf(who, eventId));
