/** The worker thread of one instance: one message after the other, answers once they are durable. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { errorResponse } from '../pocketic/handler.ts';
import { type Engine, openEngine } from './engine.ts';
import { transferable } from './instance-handle.ts';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './messages.ts';

const port = parentPort as MessagePort;
type Ready = Extract<WorkerAnswer, { kind: 'response' }>;

function serve(engine: Engine): void {
  let outbox: Ready[] = [];
  const flush = () => {
    const answers = outbox;
    outbox = [];
    engine.makeDurable();
    for (const answer of answers) port.postMessage(answer, transferable(answer.response.body));
    setImmediate(() => engine.tidy());
  };
  /** Everything answered in one turn of the event loop becomes durable with one write. */
  const answerLater = (answer: Ready) => {
    if (outbox.length === 0) setImmediate(() => orFail(flush));
    outbox.push(answer);
  };
  port.on('message', (message: WorkerRequest) => {
    if (message.kind === 'stop') return orFail(() => stop(engine));
    engine
      .handle(message.face, message.request, message.blob)
      .catch(errorResponse)
      .then((response) => answerLater({ kind: 'response', id: message.id, response }));
  });
}

function stop(engine: Engine): void {
  engine.close();
  port.close();
}

/** Without durability nothing may be acknowledged, so a failure here ends the instance. */
function orFail(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(error);
    const message = `The instance stopped: ${error instanceof Error ? error.message : error}`;
    port.postMessage({ kind: 'failed', message } satisfies WorkerAnswer);
    port.close();
  }
}

try {
  const engine = openEngine((workerData as WorkerStart).config, orFail);
  serve(engine);
  port.postMessage({ kind: 'ready', facts: engine.facts() } satisfies WorkerAnswer);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  port.postMessage({ kind: 'failed', message } satisfies WorkerAnswer);
  port.close();
}
