/** More reasons than all methods together have. */
const REASONS_MAX = 500;

/** Instructions and refusals per method, on the heap: since the last installation or upgrade. */
export function createMeter() {
  const methods = new Map<string, { calls: bigint; total: bigint }>();
  const refusals = new Map<string, { method: string; reason: string; count: bigint }>();
  return {
    refused(method: string, reason: string): void {
      const key = `${method} ${reason}`;
      const known = refusals.get(key);
      if (known === undefined && refusals.size >= REASONS_MAX) return;
      refusals.set(key, { method, reason, count: (known?.count ?? 0n) + 1n });
    },
    refusals: () => [...refusals.values()],
    count(method: string, instructions: bigint): void {
      const known = methods.get(method) ?? { calls: 0n, total: 0n };
      methods.set(method, { calls: known.calls + 1n, total: known.total + instructions });
    },
    report: () => Array.from(methods, ([method, used]) => ({ method, ...used })),
  };
}
