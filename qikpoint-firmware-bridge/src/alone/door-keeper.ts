/**
 * Decides at the door while there is no network: by the certified roster and the plan the bridge
 * carries, and by what its readers have seen. One keeper for all readers of a bridge, so that two of
 * them cannot both admit.
 */
import { Roster } from '@qikcard/client/roster';
import { isSigned } from '@qikcard/client/signature';
import {
  type DevicePolicy,
  decideAlone,
  gateNamed,
  type OfflineVerdict,
  ROSTER_GOOD_FOR_SECONDS,
  type SeenMove,
} from '@qikcard/contracts';
import type { Spool } from '../spool/spool.ts';
import type { CarryPort } from '../uplink/event-port.ts';
import { type Carried, doorOf, dropCarried, loadCarried, saveCarried } from './carried.ts';

export type Look = { payload: Uint8Array; direction: 'in' | 'out'; atMs: number };
/** `verdict` is undefined when the list may not be used; `possession`: the phone's signature is right. */
export type Seen = { verdict: OfflineVerdict | undefined; possession: boolean };
export type KeeperOptions = {
  eventId: bigint;
  gate: string;
  /** Where the list is kept. */
  path: string;
  trust: ConstructorParameters<typeof Roster>[1];
  nowMs?: () => number;
};

export class DoorKeeper {
  private readonly seen = new Map<bigint, SeenMove[]>();
  private roster: Roster;
  private carried: Omit<Carried, 'roster'> | undefined;

  constructor(
    private readonly spool: Pick<Spool, 'addMove' | 'moves'>,
    private readonly options: KeeperOptions,
  ) {
    const { path, eventId, trust } = options;
    const kept = loadCarried(path);
    this.roster = kept ? Roster.from(kept.roster, eventId, trust) : new Roster(eventId, trust);
    if (kept) this.keep(kept);
    for (const { registrationId, move } of spool.moves(eventId)) this.note(registrationId, move);
  }

  /** Guests on the list; 0 while it may not be used. */
  get ready(): number {
    return this.mayUseList() ? this.roster.size : 0;
  }
  get planVersion(): number {
    return this.carried?.plan.version ?? 0;
  }

  /** Fetches what changed and checks it; throws when it proves nothing or there is no network. */
  async refresh(port: CarryPort, device: DevicePolicy | undefined): Promise<void> {
    const [event, plan, policy] = await Promise.all([port.event(), port.plan(), port.policy()]);
    for (let before = -1n; before !== this.roster.version; ) {
      before = this.roster.version;
      await this.roster.take(await port.roster(before));
    }
    const known = device ?? this.carried?.device;
    this.carried = { ...doorOf(event), plan, policy, device: known };
    saveCarried(this.options.path, { ...this.carried, roster: this.roster.kept() });
  }

  /** What this bridge would say, and whether the holder's phone signed; spends nothing. */
  async look({ payload, direction, atMs }: Look): Promise<Seen> {
    const { carried } = this;
    if (carried === undefined || !this.mayUseList())
      return { verdict: undefined, possession: false };
    const { device } = carried;
    const may = direction === 'in' ? device?.may_check_in : device?.may_check_out;
    if (may === false) {
      return {
        verdict: { kind: 'refused', refusal: { ActionNotAllowed: null } },
        possession: false,
      };
    }
    let possession = false;
    const verdict = await decideAlone(
      { payload, direction, atNs: toNs(atMs) },
      {
        ...carried,
        eventId: this.options.eventId,
        gate: this.gate,
        listId: device?.forced_list[0],
        insideEvent: carried.inside,
        entry: (id) => this.roster.get(id),
        moves: (id) => this.seen.get(id) ?? [],
        isSigned: async (key, message, signature) => {
          const answer = await isSigned(key, message, signature);
          possession = answer === true;
          return answer;
        },
      },
    );
    return { verdict, possession };
  }

  /** Remembers that somebody went through, whoever decided it. */
  remember(registrationId: bigint, direction: 'in' | 'out', atMs: number, step?: number): void {
    const { id: gateId, zone_id: zoneId } = this.carried
      ? gateNamed(this.carried.plan, this.gate)
      : { id: 0, zone_id: 0 };
    const where = { direction, atNs: toNs(atMs), gate: this.gate, gateId, zoneId };
    const move: SeenMove = step === undefined ? where : { ...where, step };
    this.spool.addMove(this.options.eventId, registrationId, move);
    this.note(registrationId, move);
  }

  private get gate(): string {
    return this.carried?.device?.forced_gate || this.options.gate;
  }

  private keep({ roster: _, ...carried }: Carried): void {
    if (this.now() < carried.endsAtNs / 1_000_000n) this.carried = carried;
    else dropCarried(this.options.path);
  }

  private mayUseList(): boolean {
    const { certifiedAt, isComplete } = this.roster;
    if (certifiedAt === undefined || !isComplete || this.carried === undefined) return false;
    const age = Number(this.now()) - certifiedAt.getTime();
    return age < ROSTER_GOOD_FOR_SECONDS * 1_000;
  }

  private note(registrationId: bigint, move: SeenMove): void {
    this.seen.set(registrationId, [...(this.seen.get(registrationId) ?? []), move]);
  }
  private now(): bigint {
    return BigInt((this.options.nowMs ?? Date.now)());
  }
}

const toNs = (ms: number): bigint => BigInt(ms) * 1_000_000n;
