/** Instructions per method, on the heap: since the last installation or upgrade. */
export function createMeter() {
  const methods = new Map<string, { calls: bigint; total: bigint }>();
  return {
    count(method: string, instructions: bigint): void {
      const known = methods.get(method) ?? { calls: 0n, total: 0n };
      methods.set(method, { calls: known.calls + 1n, total: known.total + instructions });
    },
    report: () => Array.from(methods, ([method, used]) => ({ method, ...used })),
  };
}
