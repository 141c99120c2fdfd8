/**
 * The scans of one message at the door: looks up what deciding needs, stores what was decided.
 * The rows of an event and its reader are read once and written once, however many scans there are.
 */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import { outcomeOf } from '@qikcard/canister-kit/handle';
import {
  DEVICE_SCANS_PER_MINUTE,
  type DevicePolicy,
  facts,
  HOLDER_SCANS_PER_MINUTE,
  type Scan,
  type Verdict,
} from '@qikcard/contracts';
import { cardLookups } from './cards.ts';
import { storeConflict } from './conflict-store.ts';
import { isFinal, repeatOf, rowOf, verdictOf } from './domain/answer.ts';
import { type Doorway, decide, type Guest, type Passed, type Refused } from './domain/check-in.ts';
import { presenceOf } from './domain/presence.ts';
import { DoorBook } from './door-book.ts';
import { withDoorNotes } from './door-notes.ts';
import { staffsEvent } from './events.ts';
import { passLookups } from './passes.ts';
import { emit, roles, tellProfile } from './platform.ts';
import { logScan, recordMove } from './record.ts';
import { withOpenLoans } from './resources/exit-warning.ts';
import type { DeviceRow, EventDoor } from './rows.ts';
import { spend } from './spend.ts';
import { answers, devices, registrations } from './store.ts';
import { devicePolicies, passedOn, presences } from './store-doors.ts';
import { tokenLookups } from './tokens.ts';

const LAST_SEEN_STEP_NS = 60_000_000_000n;
const holderScans = rateLimit({
  burst: HOLDER_SCANS_PER_MINUTE,
  perMinute: HOLDER_SCANS_PER_MINUTE,
  entriesMax: 50_000,
});
const deviceScans = rateLimit({
  burst: DEVICE_SCANS_PER_MINUTE,
  perMinute: DEVICE_SCANS_PER_MINUTE,
});

export class Visit {
  private readonly book: DoorBook;
  private readonly allowed = new Map<bigint, boolean>();
  private readonly device: DeviceRow | undefined;
  private readonly policy: DevicePolicy | undefined;
  private readonly doorway: Doorway;
  private refusalLogged = false;

  constructor(private readonly call: Call) {
    this.book = new DoorBook(call);
    this.device = call.caller.isAnonymous() ? undefined : devices.get(call.caller);
    this.policy = this.device && devicePolicies.get(call.caller);
    this.doorway = this.openDoorway();
  }

  /** What the scan would be answered; changes nothing. */
  preview(scan: Scan): Verdict {
    const named = this.atGate({ ...scan, offline: [] });
    const decision = decide(named, this.doorway);
    if (decision.kind === 'repeated') return this.complete(decision.verdict, named);
    return this.complete(verdictOf(decision, named), named, decision);
  }

  /** Decides and stores one scan. */
  scan(scan: Scan): Verdict {
    const named = this.atGate(scan);
    const decision = decide(named, this.doorway);
    if (decision.kind === 'repeated') return this.complete(decision.verdict, named);
    const conflictId = this.storeConflict(decision, named);
    const verdict = this.complete(verdictOf(decision, named, conflictId), named, decision);
    if (decision.kind === 'passed') this.storePassage(decision, named);
    else if (decision.door) this.storeRefusal(decision, named, outcomeOf(verdict));
    if ((decision.kind === 'passed' || decision.logged) && isFinal(verdict)) {
      answers.put([named.event_id, named.scan_id], rowOf(verdict, named, this.call.caller));
    }
    return verdict;
  }

  /** The verdict with what staff must see besides: things still borrowed, notes, questions. */
  private complete(verdict: Verdict, scan: Scan, decision?: Passed | Refused): Verdict {
    if ('Refused' in verdict) return verdict;
    const registrationOf = (id: bigint) =>
      decision?.kind === 'passed' ? decision.registration : registrations.get(id);
    const withLoans = withOpenLoans(verdict, scan.event_id, (id) => registrationOf(id)?.holder);
    return withDoorNotes(withLoans, registrationOf);
  }

  /** Whether a refusal of this message stands in the scan log of its event. */
  isRefusalLogged = (): boolean => this.refusalLogged;

  /** Writes the rows that all scans of the message share. */
  finish(): void {
    this.book.flush();
    const { device, call } = this;
    if (device && call.nowNs - device.lastSeenNs >= LAST_SEEN_STEP_NS) {
      devices.put(call.caller, { ...device, lastSeenNs: call.nowNs });
    }
  }

  /** A reader stands where its policy or its pairing says, unless it may and does say otherwise. */
  private atGate(scan: Scan): Scan {
    const forced = this.policy?.forced_gate ?? '';
    const gate = forced !== '' ? forced : scan.gate || (this.device?.gate ?? '');
    return gate === scan.gate ? scan : { ...scan, gate };
  }

  private storePassage(passed: Passed, scan: Scan): void {
    const { registrationId, spends, spot, guest, atNs, flagged } = passed;
    const { gate, scan_id: scanId } = scan;
    if (spends) spend(spends, registrationId, { atNs, gate, device: this.call.caller });
    const entering = 'In' in scan.direction;
    const kind = flagged ? 'EnteredProvisionally' : entering ? 'Entered' : 'Left';
    const reason = flagged ? Object.keys(flagged.reason)[0] : '';
    const record = {
      registrationId,
      entering,
      atNs,
      gate,
      spot,
      kind,
      guest,
      reason,
      scanId,
    } as const;
    if (flagged && !flagged.counted) {
      logScan(this.book, scan.event_id, record, spot);
      return;
    }
    recordMove(this.book, { ...record, move: passed, announced: flagged === undefined });
  }

  private storeRefusal(refused: Refused, scan: Scan, reason: string): void {
    const { event_id: eventId, gate, scan_id } = scan;
    this.refusalLogged = true;
    const { spot, guest, refusal } = refused;
    this.book.countRefusal(eventId, spot?.gate.id ?? 0, reason);
    this.book.feed(eventId, 'Refused', gate);
    const detail = 'RuleRefused' in refusal ? refusal.RuleRefused.rule : '';
    // An answer that is not kept is not forgotten with its entry either.
    const scanId = 'RateLimited' in refusal ? undefined : scan_id;
    const who = guest ? { guest } : {};
    logScan(this.book, eventId, { kind: 'Refused', gate, reason, detail, scanId, ...who }, spot);
    emit(facts.scanRefused, { eventId, gate, reason });
    // The holder hears of it, because the code proved whose it was.
    if (guest) tellProfile(facts.holderRefused, refusalOf(guest, scan, reason));
  }

  /** What staff have to look at; gives its number, or 0 when there is nothing. */
  private storeConflict(decision: Passed | Refused, scan: Scan): bigint {
    if (decision.flagged === undefined) return 0n;
    const who = decision.kind === 'passed' ? decision : undefined;
    return storeConflict(this.book, this.call, scan, decision.flagged, who);
  }

  private openDoorway(): Doorway {
    const { nowNs, caller } = this.call;
    const who = caller.toHex();
    return {
      nowNs,
      deviceWait: () => deviceScans.take(who, nowNs) ?? 0,
      door: this.book.door,
      plan: this.book.plan,
      floor: this.book.floor,
      presence: (id, registration) => presenceOf(presences.get(id), registration),
      passedOn: (id) => passedOn.get(id),
      policy: () => this.policy,
      mayScan: (id, door) => this.mayScan(id, door),
      answerBefore: (eventId, scanId) => {
        const row = answers.get([eventId, scanId]);
        return row && repeatOf(row, registrations.get(row.registrationId)?.displayName ?? '');
      },
      ...tokenLookups,
      registration: (id) => registrations.get(id),
      ...passLookups(caller),
      ...cardLookups,
      isReader: (id) => this.isReader(id),
      isSuspended: (holder) => roles.isSuspended(holder),
      holderWait: (holder) => holderScans.take(holder.toHex(), nowNs) ?? 0,
    };
  }

  private isReader(eventId: bigint): boolean {
    return this.device?.eventId === eventId && !this.device.revoked;
  }

  private mayScan(eventId: bigint, door: EventDoor): boolean {
    const { call } = this;
    if (this.isReader(eventId)) return true;
    const known = this.allowed.get(eventId);
    if (known !== undefined) return known;
    const may = !call.caller.isAnonymous() && staffsEvent(call, eventId, door);
    this.allowed.set(eventId, may);
    return may;
  }
}

function refusalOf({ registrationId, holder }: Guest, scan: Scan, reason: string) {
  const { event_id: eventId, gate, direction } = scan;
  return { eventId, registrationId, holder, gate, reason, entering: 'In' in direction };
}
