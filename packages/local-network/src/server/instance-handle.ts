import { Worker } from 'node:worker_threads';
import type { HttpRequest, HttpResponse } from '../pocketic/http.ts';
import type { InstanceConfig } from '../pocketic/instance-config.ts';
import type { Face, InstanceFacts, WorkerAnswer, WorkerRequest, WorkerStart } from './messages.ts';

/** How long an instance may take for its end before its thread is ended from outside. */
const STOP_GRACE_MS = 5_000;
/** The same for one that writes a checkpoint; without one the journal is replayed later. */
const DURABLE_STOP_GRACE_MS = 60_000;
const ENTRY = new URL('./worker-entry.mjs', import.meta.url);

type Pending = { resolve: (response: HttpResponse) => void; reject: (error: Error) => void };

/** One instance as the main thread sees it: a worker that answers requests by number. */
export class InstanceHandle {
  private readonly pending = new Map<number, Pending>();
  private nextId = 0;
  private failure: Error | undefined;
  private readonly exited: Promise<void>;

  private constructor(
    private readonly worker: Worker,
    readonly facts: InstanceFacts,
    private readonly stopGraceMs: number,
  ) {
    worker.on('message', (answer: WorkerAnswer) => this.receive(answer));
    worker.on('error', (error) => this.fail(error));
    this.exited = new Promise((resolve) => {
      worker.on('exit', () => {
        this.fail(new Error('The instance has stopped'));
        resolve();
      });
    });
  }

  /** Starts an instance; rejects with the sentence that says why it cannot. */
  static start(config: InstanceConfig, entry = ENTRY): Promise<InstanceHandle> {
    const workerData: WorkerStart = { config };
    const worker = new Worker(entry, {
      workerData,
      // Canisters recurse deeper than Node's default allows.
      resourceLimits: { stackSizeMb: 16 },
    });
    const grace = config.stateDir === undefined ? STOP_GRACE_MS : DURABLE_STOP_GRACE_MS;
    return new Promise((resolve, reject) => {
      const refuse = (reason: string) => {
        void worker.terminate();
        reject(new Error(reason));
      };
      worker.once('error', (error) => refuse(`The instance could not start: ${error.message}`));
      worker.once('exit', (code) => refuse(`The instance could not start: exit code ${code}`));
      worker.once('message', (answer: WorkerAnswer) => {
        // Not without names: Node hears of new listeners through one of its own.
        for (const event of ['error', 'exit', 'message']) worker.removeAllListeners(event);
        if (answer.kind === 'ready') resolve(new InstanceHandle(worker, answer.facts, grace));
        else refuse(answer.kind === 'failed' ? answer.message : 'Unexpected answer');
      });
    });
  }

  /** Answers a request through one of the instance's faces. */
  request(face: Face, request: HttpRequest, blob?: Uint8Array): Promise<HttpResponse> {
    if (this.failure) return Promise.reject(this.failure);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.send({ kind: 'request', id, face, request, ...(blob && { blob }) });
    });
  }

  /** Lets the instance write its final checkpoint; one that hangs is ended after a while. */
  async stop(): Promise<void> {
    if (!this.failure) this.send({ kind: 'stop' });
    const overdue = setTimeout(() => void this.worker.terminate(), this.stopGraceMs);
    await this.exited;
    clearTimeout(overdue);
  }

  private send(message: WorkerRequest): void {
    const body = message.kind === 'request' ? message.request.body : undefined;
    this.worker.postMessage(message, body ? transferable(body) : []);
  }

  private receive(answer: WorkerAnswer): void {
    if (answer.kind === 'response') {
      this.pending.get(answer.id)?.resolve(answer.response);
      this.pending.delete(answer.id);
    } else if (answer.kind === 'failed') {
      this.fail(new Error(answer.message));
      void this.worker.terminate();
    }
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.pending.values()) reject(this.failure);
    this.pending.clear();
  }
}

/** Large buffers are handed over instead of copied; a view of a shared pool cannot be. */
export function transferable(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes;
  const ownsBuffer = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return ownsBuffer && bytes.byteLength > 64 * 1024 ? [buffer] : [];
}
