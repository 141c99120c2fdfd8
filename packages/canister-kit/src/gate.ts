/**
 * What stands before every update: maintenance and overload. Refusing here is a trap with a clear
 * text: it works for every reply type, writes nothing, and costs next to nothing.
 */
import type { Brownout } from './brownout.ts';
import type { Settings } from './settings.ts';

/** With these an admin ends what closed the gate. */
const ALWAYS_OPEN = new Set([
  'set_maintenance',
  'set_log_level',
  'set_trusted_origins',
  'retry_dead_letters',
  'discard_dead_letters',
]);

export function createGate(port: { settings: Settings; brownout: () => Brownout }) {
  let essential = new Set<string>(['receive_facts']);
  return {
    /** These keep running while others are turned away. */
    keepEssential(methods: readonly string[]): void {
      essential = new Set([...essential, ...methods]);
    },
    /** The text of the refusal, or undefined when `method` may run now. */
    closed(method: string, nowNs: bigint): string | undefined {
      if (ALWAYS_OPEN.has(method)) return undefined;
      const maintenance = port.settings.maintenance();
      if (maintenance !== undefined) return maintenanceText(maintenance.note);
      const seconds = port.brownout().wait(essential.has(method), nowNs);
      if (seconds === undefined) return undefined;
      return `QIKCARD_RATE_LIMITED retry_after_seconds=${seconds} This part of QikCard is busy. Nothing was changed.`;
    },
  };
}
export type Gate = ReturnType<typeof createGate>;

const maintenanceText = (note: string): string =>
  `QIKCARD_MAINTENANCE This part of QikCard is being maintained. Nothing was changed.${note === '' ? '' : ` ${note}`}`;
