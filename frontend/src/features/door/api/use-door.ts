import { QikCardError } from '@qikcard/client';
import {
  type EventView,
  type OfflineVerdict,
  type Passage,
  type RosterEntry,
  readCode,
  SCANS_PER_BATCH_MAX,
  type Scan,
  type Verdict,
} from '@qikcard/contracts';
import { useCallback, useState } from 'react';
import { useShowings } from '../../scanner/api/use-showings.ts';
import { useSession } from '../../session/api/session.tsx';
import { type AgeAsked, useAgeSeen } from './age.ts';
import { enqueue } from './door-store.ts';
import { signal } from './signal.ts';
import { useOfflineDoor } from './use-offline-door.ts';
import { toHex, useQueue } from './use-queue.ts';

export type Direction = 'in' | 'out';
export type DoorAnswer =
  | { kind: 'checking' }
  /** What would be answered; staff confirm or cancel. */
  | { kind: 'asked'; scan: Scan; passage: Passage }
  | { kind: 'verdict'; verdict: Verdict; scan?: Scan }
  /** This door decided alone: it counts once the canister has heard of it. */
  | { kind: 'alone'; scan: Scan; verdict: Exclude<OfflineVerdict, { kind: 'unproven' }> }
  /** Without a network only staff can tell; `entry` is whose code it claims to be. */
  | { kind: 'unsure'; scan: Scan; entry?: RosterEntry; hasList: boolean }
  /** Staff decided; it is kept on this device. */
  | { kind: 'kept'; passed: boolean; entry?: RosterEntry }
  /** Staff took the move back. */
  | { kind: 'undone'; name: string }
  /** No more fits on this device. */
  | { kind: 'full' }
  | { kind: 'failed'; error: unknown };
export type PastScan = { at: number; key: string; answer: DoorAnswer };

const KEPT = 10;
/** A door cannot wait longer for the network; the same scan id makes a late answer harmless. */
const PATIENCE_MS = 5_000;

/** What a door does with the codes it reads: asks, or decides alone; shows, remembers, sends later. */
export function useDoor(event: EventView, direction: Direction, gate: string, asksFirst: boolean) {
  const { qik, status } = useSession();
  const [answer, setAnswer] = useState<DoorAnswer>();
  const [past, setPast] = useState<PastScan[]>([]);
  const { door: offline, list } = useOfflineDoor(event);
  const recall = useCallback((key: string, settled: DoorAnswer) => {
    setPast((before) => {
      const known = before.some((scan) => scan.key === key);
      if (!known) return [{ at: Date.now(), key, answer: settled }, ...before].slice(0, KEPT);
      return before.map((scan) => (scan.key === key ? { ...scan, answer: settled } : scan));
    });
  }, []);
  const heard = useCallback(
    (key: string, verdict: Verdict) => recall(key, { kind: 'verdict', verdict }),
    [recall],
  );
  const queue = useQueue(event.id, SCANS_PER_BATCH_MAX, heard);
  const lookAtQueue = queue.look;

  const settle = useCallback(
    (scan: Scan, settled: DoorAnswer) => {
      setAnswer(settled);
      if (settled.kind === 'asked') return;
      signal(settled);
      if (settled.kind !== 'unsure') recall(toHex(scan.scan_id), settled);
    },
    [recall],
  );

  const keep = useCallback(
    async (scan: Scan, passed: boolean, settled: DoorAnswer) => {
      const isKept = await enqueue(queued(scan, passed));
      await lookAtQueue();
      settle(scan, isKept ? settled : { kind: 'full' });
    },
    [settle, lookAtQueue],
  );

  const decideAlone = useCallback(
    async (scan: Scan) => {
      const verdict = await offline.current?.decide(scan);
      if (verdict === undefined) return settle(scan, { kind: 'unsure', scan, hasList: false });
      if (verdict.kind === 'unproven') {
        const { entry } = verdict;
        return settle(scan, { kind: 'unsure', scan, hasList: true, ...(entry ? { entry } : {}) });
      }
      if (verdict.kind === 'refused' && 'Malformed' in verdict.refusal) {
        return settle(scan, { kind: 'alone', scan, verdict });
      }
      if (verdict.kind === 'passed') {
        await offline.current?.remember(verdict.entry.registrationId, scan, verdict.step);
      }
      await keep(scan, verdict.kind === 'passed', { kind: 'alone', scan, verdict });
    },
    [offline, keep, settle],
  );

  const send = useCallback(
    async (scan: Scan) => {
      if (!navigator.onLine || status !== 'in') return decideAlone(scan);
      setAnswer({ kind: 'checking' });
      try {
        const ask = 'In' in scan.direction ? qik.event.check_in : qik.event.check_out;
        const verdict = await inTime(ask(scan));
        if (!('Refused' in verdict)) {
          await offline.current?.remember(passageOf(verdict).registration_id, scan);
        }
        settle(scan, { kind: 'verdict', verdict, scan });
      } catch (error) {
        if (isUnreachable(error)) await decideAlone(scan);
        else settle(scan, { kind: 'failed', error });
      }
    },
    [qik, status, settle, decideAlone, offline],
  );

  const { onText, lookAfresh } = useShowings(async (text) => {
    const payload = readCode(text)?.payload ?? new Uint8Array(0);
    const scan = newScan(event.id, payload, direction, gate);
    const ask = asksFirst && navigator.onLine;
    const asked = ask ? await preview(scan, qik.event.preview_scan) : undefined;
    if (asked) settle(scan, asked);
    else await send(scan);
  });

  /** Staff have decided about a guest whose code nobody can check here. */
  const decide = useCallback(
    async ({ scan, entry }: Extract<DoorAnswer, { kind: 'unsure' }>, passed: boolean) => {
      if (passed && entry) await offline.current?.remember(entry.registrationId, scan);
      await keep(scan, passed, { kind: 'kept', passed, ...(entry ? { entry } : {}) });
    },
    [keep, offline],
  );
  const { mutateAsync: tellAge } = useAgeSeen();
  /** Staff have seen how old a guest is: the same code again. */
  const ageSeen = useCallback(
    async ({ payload, gate: at }: Scan, age: AgeAsked) => {
      const again = newScan(event.id, Uint8Array.from(payload), direction, at);
      setAnswer({ kind: 'checking' });
      try {
        await tellAge(age);
      } catch (error) {
        return settle(again, { kind: 'failed', error });
      }
      await send(again);
    },
    [event.id, direction, tellAge, settle, send],
  );
  /** Somebody went in without a code. */
  const admitted = useCallback(
    (passage: Passage) => {
      const settled: DoorAnswer = { kind: 'verdict', verdict: { Admitted: passage } };
      signal(settled);
      recall(`walk-in ${passage.registration_id}`, settled);
    },
    [recall],
  );
  const undone = useCallback(
    (scan: PastScan, registrationId: bigint) => {
      if (scan.answer.kind !== 'verdict' || 'Refused' in scan.answer.verdict) return;
      const { display_name } = passageOf(scan.answer.verdict);
      recall(scan.key, { kind: 'undone', name: display_name });
      // Without this, a door that is alone later would go by a move that never was.
      void offline.current?.takeBack(registrationId).catch((error) => console.error(error));
    },
    [recall, offline],
  );
  const clear = useCallback(() => setAnswer(undefined), []);
  const actions = { onText, confirm: send, decide, ageSeen, admitted, undone, clear, lookAfresh };
  const gates = list?.gates ?? [];
  return { answer, past, waiting: queue.count, list, gates, offline, ...actions };
}

/** A refusal needs no question; without a network the question is left out. */
async function preview(
  scan: Scan,
  ask: (scan: Scan) => Promise<Verdict>,
): Promise<DoorAnswer | undefined> {
  const verdict = await inTime(ask(scan)).catch(() => undefined);
  if (verdict === undefined) return undefined;
  if ('Refused' in verdict) return { kind: 'verdict', verdict, scan };
  return { kind: 'asked', scan, passage: passageOf(verdict) };
}

/** Who went through, whatever else there is to say about it. */
export function passageOf(verdict: Exclude<Verdict, { Refused: unknown }>): Passage {
  if ('Admitted' in verdict) return verdict.Admitted;
  return 'CheckedOut' in verdict ? verdict.CheckedOut : verdict.AdmittedProvisional.passage;
}

function newScan(eventId: bigint, payload: Uint8Array, direction: Direction, gate: string): Scan {
  return {
    scan_id: crypto.getRandomValues(new Uint8Array(16)),
    event_id: eventId,
    direction: direction === 'in' ? { In: null } : { Out: null },
    payload,
    gate,
    captured_at_ns: BigInt(Date.now()) * 1_000_000n,
    possession: [],
    list_id: [],
    offline: [],
  };
}

const queued = (scan: Scan, passed: boolean) => ({
  scanId: toHex(scan.scan_id),
  eventId: String(scan.event_id),
  out: 'Out' in scan.direction,
  gate: scan.gate,
  payload: Uint8Array.from(scan.payload),
  capturedAtNs: scan.captured_at_ns,
  passed,
});

const SLOW = Symbol('slow');
/** Rejects when there is no answer in time for somebody who stands at a door. */
async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(SLOW), PATIENCE_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

const isUnreachable = (error: unknown): boolean =>
  error === SLOW ||
  !navigator.onLine ||
  (error instanceof QikCardError && error.kind === 'unreachable');
