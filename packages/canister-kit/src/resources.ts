/** Memory as the network counts it; a canister cannot see it from inside, so it asks now and then. */
const EVERY_SECONDS = 600;

export function createResources(port: {
  memoryBytes(): Promise<bigint>;
  nowNs(): bigint;
  setTimer(seconds: number, run: () => Promise<void>): void;
}) {
  // On the heap: it is measured again after an upgrade.
  let measured: { bytes: bigint; atNs: bigint } | undefined;

  async function measure(): Promise<void> {
    try {
      measured = { bytes: await port.memoryBytes(), atNs: port.nowNs() };
    } catch {
      // The last measurement stays, with its time; the next try comes by itself.
    }
    port.setTimer(EVERY_SECONDS, measure);
  }
  return {
    /** After installation and every upgrade. */
    start: (): void => port.setTimer(0, measure),
    measured: () => measured,
  };
}
