import { expectOk, type QikCard, QikCardError } from '@qikcard/client';
import { GUESTS_PER_BATCH_MAX, type GuestOutcome, type GuestRow } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../session/api/session.tsx';
import { type ImportLine, rowsOf } from './import.ts';
import { findJob, forgetJob, type Job, keepJob, keepOutcomes, type Outcome } from './import-job.ts';

const TRIES = 20;
const PAUSE_MS = 3_000;

/** Adds guests batch by batch. The same rows add nobody twice, so every step can be repeated. */
export function useImport(eventId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  const [done, setDone] = useState(0);
  const jobKey = ['import-job', String(eventId), who];
  /** What an earlier visit has left unfinished, or unseen. */
  const left = useQuery({
    queryKey: jobKey,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await findJob(who, eventId)) ?? null,
  });
  const adding = useMutation({
    mutationFn: async ({ lines, outcomes: before }: Job): Promise<Job> => {
      const rows = await rowsOf(eventId, lines);
      const outcomes = [...before];
      setDone(outcomes.length);
      if (outcomes.length === 0) await keepJob(who, eventId, { lines, outcomes });
      while (outcomes.length < rows.length) {
        const batch = rows.slice(outcomes.length, outcomes.length + GUESTS_PER_BATCH_MAX);
        outcomes.push(
          ...(await send(qik, eventId, batch)).map(({ verdict }) => outcomeOf(verdict)),
        );
        await keepOutcomes(who, eventId, outcomes);
        setDone(outcomes.length);
      }
      return { lines, outcomes };
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['attendees', String(eventId)] }),
  });
  const start = (lines: ImportLine[]) => adding.mutate({ lines, outcomes: [] });
  const forget = async () => {
    await forgetJob(who, eventId);
    cache.setQueryData(jobKey, null);
  };
  return { adding, done, start, left: left.data ?? undefined, forget };
}

/** A canister that is busy, or a network that is gone for a moment, is waited for. */
async function send(qik: QikCard, event_id: bigint, rows: GuestRow[]): Promise<GuestOutcome[]> {
  for (let tries = 1; ; tries++) {
    try {
      return expectOk(await qik.event.add_guests({ event_id, rows, claim_codes: true }));
    } catch (error) {
      const passing = error instanceof QikCardError && error.kind === 'unreachable';
      if (!passing || tries === TRIES) throw error;
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    }
  }
}

function outcomeOf(verdict: GuestOutcome['verdict']): Outcome {
  if ('Known' in verdict) return { verdict: 'Known' };
  if ('NotAdded' in verdict) {
    return { verdict: 'NotAdded', reason: Object.keys(verdict.NotAdded)[0] };
  }
  const [code] = verdict.Added.claim_code;
  return code === undefined ? { verdict: 'Added' } : { verdict: 'Added', code };
}
