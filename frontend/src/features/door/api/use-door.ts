import { QikCardError } from '@qikcard/client';
import {
  type EventView,
  type Passage,
  readCode,
  SCANS_PER_BATCH_MAX,
  type Scan,
  type Verdict,
} from '@qikcard/contracts';
import { useCallback, useState } from 'react';
import { signalAdmitted, signalCheckedOut, signalRefused } from '../../../lib/sound.ts';
import { useShowings } from '../../scanner/api/use-showings.ts';
import { useSession } from '../../session/api/session.tsx';
import { enqueue } from './scan-queue.ts';
import { useQueue } from './use-queue.ts';

export type Direction = 'in' | 'out';
export type DoorAnswer =
  | { kind: 'checking' }
  /** No network: kept on this device. */
  | { kind: 'saved' }
  /** What would be answered; staff confirm or cancel. */
  | { kind: 'asked'; scan: Scan; passage: Passage }
  | { kind: 'verdict'; verdict: Verdict }
  | { kind: 'failed'; error: unknown };
export type PastScan = { at: number; key: string; answer: DoorAnswer };

const KEPT = 10;

/** What a door does with the codes it reads: asks, shows, remembers, and sends later what it must. */
export function useDoor(event: EventView, direction: Direction, asksFirst: boolean) {
  const { qik } = useSession();
  const [answer, setAnswer] = useState<DoorAnswer>();
  const [past, setPast] = useState<PastScan[]>([]);
  const queue = useQueue(event.id, SCANS_PER_BATCH_MAX);
  const lookAtQueue = queue.look;

  const settle = useCallback((scan: Scan, settled: DoorAnswer) => {
    setAnswer(settled);
    if (settled.kind === 'asked') return;
    signal(settled);
    const key = Array.from(scan.scan_id).join('.');
    setPast((before) => [{ at: Date.now(), key, answer: settled }, ...before].slice(0, KEPT));
  }, []);

  const send = useCallback(
    async (scan: Scan) => {
      setAnswer({ kind: 'checking' });
      try {
        const ask = 'In' in scan.direction ? qik.event.check_in : qik.event.check_out;
        settle(scan, { kind: 'verdict', verdict: await ask(scan) });
      } catch (error) {
        const isSaved = isUnreachable(error) && enqueue(scan);
        lookAtQueue();
        settle(scan, isSaved ? { kind: 'saved' } : { kind: 'failed', error });
      }
    },
    [qik, settle, lookAtQueue],
  );

  const { onText, lookAfresh } = useShowings(async (text) => {
    const scan = newScan(event.id, readCode(text)?.payload ?? new Uint8Array(0), direction);
    const asked = asksFirst ? await preview(scan, qik.event.preview_scan) : undefined;
    if (asked) settle(scan, asked);
    else await send(scan);
  });

  /** Somebody went in without a code. */
  const admitted = useCallback((passage: Passage) => {
    const answer: DoorAnswer = { kind: 'verdict', verdict: { Admitted: passage } };
    signal(answer);
    const key = `walk-in ${passage.registration_id}`;
    setPast((before) => [{ at: Date.now(), key, answer }, ...before].slice(0, KEPT));
  }, []);
  const clear = useCallback(() => setAnswer(undefined), []);
  return { answer, past, onText, confirm: send, admitted, clear, lookAfresh, waiting: queue.count };
}

/** A refusal needs no question; without a network the question is left out. */
async function preview(
  scan: Scan,
  ask: (scan: Scan) => Promise<Verdict>,
): Promise<DoorAnswer | undefined> {
  const verdict = await ask(scan).catch(() => undefined);
  if (verdict === undefined) return undefined;
  if ('Refused' in verdict) return { kind: 'verdict', verdict };
  return { kind: 'asked', scan, passage: passageOf(verdict) };
}

/** Who went through, whatever else there is to say about it. */
export function passageOf(verdict: Exclude<Verdict, { Refused: unknown }>): Passage {
  if ('Admitted' in verdict) return verdict.Admitted;
  return 'CheckedOut' in verdict ? verdict.CheckedOut : verdict.AdmittedProvisional.passage;
}

function newScan(eventId: bigint, payload: Uint8Array, direction: Direction): Scan {
  return {
    scan_id: crypto.getRandomValues(new Uint8Array(16)),
    event_id: eventId,
    direction: direction === 'in' ? { In: null } : { Out: null },
    payload,
    gate: '',
    captured_at_ns: BigInt(Date.now()) * 1_000_000n,
    possession: [],
    list_id: [],
    offline: [],
  };
}

const isUnreachable = (error: unknown): boolean =>
  !navigator.onLine || (error instanceof QikCardError && error.kind === 'unreachable');

function signal(answer: DoorAnswer): void {
  if (answer.kind !== 'verdict') return;
  if ('Refused' in answer.verdict) signalRefused();
  else if ('CheckedOut' in answer.verdict) signalCheckedOut();
  else signalAdmitted();
}
