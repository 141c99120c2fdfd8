/** Makes a deterministic replica durable: its inputs are journaled and replayed after a crash. */
import type { Replica } from '../replica.ts';
import type { StateDirectory } from './state-directory.ts';

/** Calls that change a replica; replaying them in order gives the same state. */
const INPUTS = [
  'setTimeNs',
  'setCertifiedTimeNs',
  'submitIngress',
  'pruneIngress',
  'executeRound',
  'setThresholdSigning',
  'addCycles',
  'setStableMemory',
  'deliver',
] as const;
type InputName = (typeof INPUTS)[number];
type Input = [name: InputName, ...args: unknown[]];
/** One batch, and the state version after it, by which a replay checks itself. */
type Frame = { inputs: Input[]; stateVersion: number };

/** A journal longer than this, or whose replay would take longer, is replaced by a checkpoint. */
const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;
const MAX_REPLAY_MS = 10_000;

const isInput = (name: string | symbol): name is InputName =>
  (INPUTS as readonly (string | symbol)[]).includes(name);
const isTimeChange = (name: InputName) => name === 'setTimeNs' || name === 'setCertifiedTimeNs';

/** Journals the inputs of a replica in batches. */
export class ReplicaJournal {
  /** The replica to use from now on: every input through it is remembered for the journal. */
  readonly replica: Replica;
  private pending: Input[] = [];
  private replayMs = 0;

  constructor(
    private readonly inner: Replica,
    private readonly directory: StateDirectory,
    /** What a checkpoint keeps besides the replica's state. */
    private readonly config: unknown,
  ) {
    this.replica = this.recording();
  }

  /** Makes everything so far durable; time changes alone wait for the next real input. */
  flush(): void {
    if (this.pending.every(([name]) => isTimeChange(name))) return;
    const frame: Frame = { inputs: this.pending, stateVersion: this.inner.stateVersion() };
    this.directory.append(frame);
    this.pending = [];
    if (this.directory.journalBytes > MAX_JOURNAL_BYTES || this.replayMs > MAX_REPLAY_MS) {
      this.checkpoint();
    }
  }

  /** Writes the whole state and starts an empty journal. */
  checkpoint(): void {
    this.directory.checkpoint({ config: this.config, state: this.inner.exportState() });
    this.pending = [];
    this.replayMs = 0;
  }

  private recording(): Replica {
    return new Proxy(this.inner, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (!isInput(name)) return value.bind(target);
        return (...args: unknown[]) => {
          const start = performance.now();
          const result: unknown = value.apply(target, args);
          this.replayMs += performance.now() - start;
          this.record([name, ...args]);
          return result;
        };
      },
    });
  }

  /** Of successive time changes of one kind only the last matters. */
  private record(input: Input): void {
    const last = this.pending.at(-1);
    if (last && last[0] === input[0] && isTimeChange(input[0])) this.pending.pop();
    this.pending.push(input);
  }
}

/** Applies journal frames to a replica; returns whether it arrived at the recorded versions. */
export function replay(replica: Replica, frames: unknown[]): { inputs: number; faithful: boolean } {
  let inputs = 0;
  let faithful = true;
  for (const frame of frames as Frame[]) {
    for (const [name, ...args] of frame.inputs) {
      (replica[name] as (...args: unknown[]) => unknown)(...args);
      inputs++;
    }
    faithful &&= replica.stateVersion() === frame.stateVersion;
  }
  return { inputs, faithful };
}
