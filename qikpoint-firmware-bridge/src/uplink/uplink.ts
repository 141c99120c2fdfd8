/** Takes spooled scans of a door to the event canister. */
import type { Verdict } from '@qikcard/contracts';
import type { Log } from '../log.ts';
import { type Spool, type SpooledScan, toScan } from '../spool/spool.ts';
import { Courier, type CourierOptions } from './courier.ts';
import type { EventPort } from './event-port.ts';

export { idText, type UplinkState } from './courier.ts';

export class Uplink extends Courier<SpooledScan, Verdict> {
  constructor(spool: Spool, port: EventPort, log: Log, options: CourierOptions<Verdict>) {
    const carry = async (batch: SpooledScan[]) => {
      const outcomes = await port.submit(batch.map((scan) => toScan(scan)));
      return outcomes.map(({ scan_id, verdict }) => ({
        scanId: Uint8Array.from(scan_id),
        verdict,
      }));
    };
    super(spool, { carry, reach: () => port.reach() }, log, options);
  }
}
