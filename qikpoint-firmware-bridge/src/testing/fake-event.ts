/** A stand-in for the event canister in unit tests: admits each payload once, idempotent by scan id. */
import { QikCardError } from '@qikcard/client';
import { canisterNames, doorCode, type Scan, type Verdict } from '@qikcard/contracts';
import type { ResolvedConfig } from '../config.ts';
import type { EventPort } from '../uplink/event-port.ts';
import { idText } from '../uplink/uplink.ts';

export class FakeEvent implements EventPort {
  /** Unset to play a lost network. */
  up = true;
  /** Throws for a batch with this payload, as a bug in the canister would. */
  poison: number | undefined;
  readonly verdicts = new Map<string, Verdict>();
  readonly batches: number[] = [];
  /** Payload (hex) to the scan that it admitted. */
  readonly used = new Map<string, string>();

  async submit(scans: Scan[]) {
    await this.reach();
    this.batches.push(scans.length);
    if (scans.some((scan) => scan.payload[0] === this.poison)) {
      throw new QikCardError('trapped', 'Trapped', 'Trapped.');
    }
    return scans.map((scan) => ({ scan_id: scan.scan_id, verdict: this.decide(scan) }));
  }

  async reach(): Promise<void> {
    if (!this.up) throw new QikCardError('unreachable', 'NoConnection', 'No network.');
  }

  private decide(scan: Scan): Verdict {
    const [id, payload] = [idText(scan.scan_id), idText(scan.payload)];
    const known = this.verdicts.get(id);
    if (known) return known;
    const verdict: Verdict = this.used.has(payload)
      ? { Refused: { AlreadyUsed: { at_ns: scan.captured_at_ns, gate: scan.gate } } }
      : { Admitted: admission(scan) };
    this.used.set(payload, id);
    this.verdicts.set(id, verdict);
    return verdict;
  }
}

const admission = (scan: Scan) => ({
  registration_id: 1n,
  display_name: 'Ada',
  at_ns: scan.captured_at_ns,
  gate: scan.gate,
  inside: 1,
  open_loans: [] as [],
  door_notes: [] as [],
});

/** A door code whose payload begins with `n`. */
export const codeOf = (n: number): string => doorCode(Uint8Array.of(n, 1, 2, 3));

/** A config that needs no network: tests give the port. */
export function testConfig(folder: string): ResolvedConfig {
  const canisters = Object.fromEntries(canisterNames.map((name) => [name, 'aaaaa-aa']));
  return {
    network: { host: 'http://127.0.0.1:9', canisters } as ResolvedConfig['network'],
    eventId: '1',
    gate: 'North',
    direction: 'in',
    spoolPath: `${folder}/spool.db`,
    keyPath: `${folder}/device.key`,
    freeSpaceMinBytes: 0,
  };
}
