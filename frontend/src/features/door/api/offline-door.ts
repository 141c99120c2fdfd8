/** A door that can decide alone: the checked list of guests, the plan, and what it has seen. */
import { expectOk, type QikCard } from '@qikcard/client';
import { Roster } from '@qikcard/client/roster';
import { isSigned } from '@qikcard/client/signature';
import {
  decideAlone,
  type EventView,
  gateNamed,
  type OfflineVerdict,
  ROSTER_GOOD_FOR_SECONDS,
  ROSTER_PAGE_MAX,
  type RosterEntry,
  type Scan,
  type SeenMove,
} from '@qikcard/contracts';
import { addMove, dropLastMove, type Pack, savePack, seenMoves } from './door-store.ts';

export class OfflineDoor {
  private readonly seen = new Map<bigint, SeenMove[]>();

  private constructor(
    readonly who: string,
    private pack: Omit<Pack, 'roster'>,
    readonly roster: Roster,
  ) {}

  /** The door as it was kept; nothing of it came from anywhere but a checked certificate. */
  static async from(who: string, pack: Pack, trust: ConstructorParameters<typeof Roster>[1]) {
    const { roster: kept, ...rest } = pack;
    const door = new OfflineDoor(who, rest, Roster.from(kept, pack.event.id, trust));
    await door.recall();
    return door;
  }

  get event(): EventView {
    return this.pack.event;
  }
  get plan() {
    return this.pack.plan;
  }
  /** Until when the list may be used; undefined while it has never been complete. */
  get goodUntilMs(): number | undefined {
    const at = this.roster.certifiedAt?.getTime();
    if (at === undefined || !this.roster.isComplete) return undefined;
    return Math.min(
      at + ROSTER_GOOD_FOR_SECONDS * 1_000,
      Number(this.event.ends_at_ns / 1_000_000n),
    );
  }

  /** Fetches what changed, checks it and keeps it; throws when the list proves nothing. */
  async refresh(qik: QikCard, event: EventView): Promise<void> {
    const { id } = event;
    const [plan, policy] = await Promise.all([
      qik.event.door_plan(id).then((answer) => expectOk(answer)),
      qik.event.pass_policy(id).then((answer) => expectOk(answer)),
    ]);
    for (let before = -1n; before !== this.roster.version; ) {
      before = this.roster.version;
      await this.roster.take(expectOk(await qik.event.roster(id, before, ROSTER_PAGE_MAX)));
    }
    this.pack = { event, plan, policy };
    await savePack(this.who, { ...this.pack, roster: this.roster.kept() });
  }

  /** What this door says to a scan while it is alone; undefined when its list may not be used. */
  async decide(scan: Scan): Promise<OfflineVerdict | undefined> {
    const until = this.goodUntilMs;
    if (until === undefined || Date.now() >= until) return undefined;
    const { event, plan, policy } = this.pack;
    const direction = 'In' in scan.direction ? ('in' as const) : ('out' as const);
    const atNs = scan.captured_at_ns;
    return decideAlone(
      { payload: Uint8Array.from(scan.payload), direction, atNs },
      {
        eventId: event.id,
        isCancelled: 'Cancelled' in event.status,
        doorsOpenNs: event.doors_open_ns,
        endsAtNs: event.ends_at_ns,
        plan,
        policy,
        gate: scan.gate,
        listId: undefined,
        insideEvent: event.inside,
        entry: (id) => this.roster.get(id),
        moves: (id) => this.seen.get(id) ?? [],
        isSigned,
      },
    );
  }

  /** Remembers that somebody went through here, whoever decided it. */
  async remember(registrationId: bigint, scan: Scan, step?: number): Promise<void> {
    const { id: gateId, zone_id: zoneId } = gateNamed(this.plan, scan.gate);
    const direction = 'In' in scan.direction ? ('in' as const) : ('out' as const);
    const where = { atNs: scan.captured_at_ns, gate: scan.gate, gateId, zoneId };
    const move: SeenMove = { direction, ...where, ...(step === undefined ? {} : { step }) };
    this.note(registrationId, move);
    await addMove(this.event.id, registrationId, move);
  }

  /** Forgets the latest move of a guest: staff took it back. */
  async takeBack(registrationId: bigint): Promise<void> {
    const moves = this.seen.get(registrationId) ?? [];
    this.seen.set(registrationId, moves.slice(0, -1));
    await dropLastMove(this.event.id, registrationId);
  }

  /** Guests of whose name a word starts like what was typed. */
  find(typed: string, limit: number): RosterEntry[] {
    const wanted = typed.toLocaleLowerCase();
    return this.roster
      .all()
      .filter(({ displayName }) => displayName.toLocaleLowerCase().includes(wanted))
      .slice(0, limit);
  }
  isInside = (registrationId: bigint): boolean =>
    this.seen.get(registrationId)?.at(-1)?.direction === 'in';

  private async recall(): Promise<void> {
    for (const { registrationId, eventId: _, n: __, ...move } of await seenMoves(this.event.id)) {
      this.note(BigInt(registrationId), move);
    }
  }
  private note(registrationId: bigint, move: SeenMove): void {
    this.seen.set(registrationId, [...(this.seen.get(registrationId) ?? []), move]);
  }
}
