/**
 * The scans of one message at the door: looks up what deciding needs, stores what was decided.
 * The rows of an event and its reader are read once and written once, however many scans there are.
 */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import { outcomeOf } from '@qikcard/canister-kit/handle';
import {
  DEVICE_SCANS_PER_MINUTE,
  facts,
  HOLDER_SCANS_PER_MINUTE,
  type Scan,
  type Verdict,
} from '@qikcard/contracts';
import { cardLookups } from './cards.ts';
import { isFinal, repeatOf, rowOf, verdictOf } from './domain/answer.ts';
import { type Decision, type Doorway, decide, type Passed } from './domain/check-in.ts';
import { staffsEvent } from './events.ts';
import { withFeedEntry } from './feed.ts';
import { passLookups } from './passes.ts';
import { emit, emitOfHolder, roles } from './platform.ts';
import { withOpenLoans } from './resources/exit-warning.ts';
import { leaveReceipt } from './rosters.ts';
import type { DeviceRow, EventDoor } from './rows.ts';
import { spend } from './spend.ts';
import { answers, devices, doors, registrations } from './store.ts';
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
  private readonly doors = new Map<bigint, EventDoor | undefined>();
  private readonly allowed = new Map<bigint, boolean>();
  private readonly changed = new Set<bigint>();
  private readonly device: DeviceRow | undefined;
  private readonly doorway: Doorway;

  constructor(private readonly call: Call) {
    this.device = call.caller.isAnonymous() ? undefined : devices.get(call.caller);
    this.doorway = this.openDoorway();
  }

  /** What the scan would be answered; changes nothing. */
  preview(scan: Scan): Verdict {
    const named = this.atGate(scan);
    return this.verdict(decide(named, this.doorway), named);
  }

  /** Decides and stores one scan. */
  scan(scan: Scan): Verdict {
    const named = this.atGate(scan);
    const decision = decide(named, this.doorway);
    const verdict = this.verdict(decision, named);
    if (decision.kind === 'passed') this.storePassage(decision, named);
    if (decision.kind === 'refused' && decision.door) {
      this.storeRefusal(decision.door, named, outcomeOf(verdict));
    }
    const logged = decision.kind === 'passed' || (decision.kind === 'refused' && decision.logged);
    if (logged && isFinal(verdict)) {
      answers.put([named.event_id, named.scan_id], rowOf(verdict, named, this.call.caller));
    }
    return verdict;
  }

  /** Writes the rows that all scans of the message share. */
  finish(): void {
    for (const id of this.changed) doors.put(id, this.doors.get(id) as EventDoor);
    const { device, call } = this;
    if (device && call.nowNs - device.lastSeenNs >= LAST_SEEN_STEP_NS) {
      devices.put(call.caller, { ...device, lastSeenNs: call.nowNs });
    }
  }

  /** A reader that names no gate stands where it was paired. */
  private atGate(scan: Scan): Scan {
    return scan.gate === '' && this.device ? { ...scan, gate: this.device.gate } : scan;
  }

  private verdict(decision: Decision, scan: Scan): Verdict {
    const { nowNs } = this.call;
    const verdict =
      decision.kind === 'repeated' ? decision.verdict : verdictOf(decision, scan, nowNs);
    return withOpenLoans(verdict, scan.event_id, (id) => registrations.get(id)?.holder);
  }

  private storePassage(passed: Passed, scan: Scan): void {
    const { registrationId, registration, spends, first } = passed;
    const { nowNs: atNs, caller: device } = this.call;
    const { event_id: eventId, gate } = scan;
    registrations.put(registrationId, registration);
    spend(spends, registrationId, { atNs, gate, device });
    const entering = 'In' in scan.direction;
    if (entering) leaveReceipt(eventId, registrationId, atNs, { gate, undone: false });
    const entry = { atNs, kind: entering ? 'CheckedIn' : 'CheckedOut', gate } as const;
    this.putDoor(eventId, withFeedEntry(eventId, passed.door, entry));
    const fact = { eventId, registrationId, holder: registration.holder, gate, first };
    emitOfHolder(entering ? facts.checkedIn : facts.checkedOut, fact);
  }

  private storeRefusal(door: EventDoor, scan: Scan, reason: string): void {
    const { event_id: eventId, gate } = scan;
    const entry = { atNs: this.call.nowNs, kind: 'Refused', gate } as const;
    this.putDoor(eventId, withFeedEntry(eventId, door, entry));
    emit(facts.scanRefused, { eventId, gate, reason });
  }

  private putDoor(eventId: bigint, door: EventDoor): void {
    this.doors.set(eventId, door);
    this.changed.add(eventId);
  }

  private openDoorway(): Doorway {
    const { nowNs, caller } = this.call;
    const who = caller.toHex();
    return {
      nowNs,
      deviceWait: () => deviceScans.take(who, nowNs) ?? 0,
      door: (id) => {
        if (!this.doors.has(id)) this.doors.set(id, doors.get(id));
        return this.doors.get(id);
      },
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
