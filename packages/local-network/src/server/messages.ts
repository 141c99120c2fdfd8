/** Messages between the server's main thread and the worker of one instance. */
import type { HttpRequest, HttpResponse } from '../pocketic/http.ts';
import type { InstanceConfig } from '../pocketic/instance-config.ts';

/** Which face of the network a request is for. */
export type Face = 'pocketic' | 'public' | 'gateway';

export type WorkerRequest =
  | { kind: 'request'; id: number; face: Face; request: HttpRequest; blob?: Uint8Array }
  /** Final checkpoint, then exit. */
  | { kind: 'stop' };

/** What clients of a new instance are told. */
export type InstanceFacts = {
  /** JSON text of the topology. */
  topology: string;
  rootKey: Uint8Array;
  defaultEffectiveCanisterId: Uint8Array;
};

export type WorkerAnswer =
  | { kind: 'ready'; facts: InstanceFacts }
  | { kind: 'response'; id: number; response: HttpResponse }
  /** The instance could not start, or stopped because of a defect. */
  | { kind: 'failed'; message: string };

export type WorkerStart = { config: InstanceConfig };
