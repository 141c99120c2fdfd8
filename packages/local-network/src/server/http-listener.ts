import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorResponse } from '../pocketic/handler.ts';
import { type HttpRequest, type HttpResponse, RestError } from '../pocketic/http.ts';

export type Listener = {
  port: number;
  host: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
};

/** Larger bodies are refused; a snapshot of stable memory is the largest thing a client sends. */
const MAX_BODY_BYTES = 2 ** 30;

/** Answers one request; `gone` is aborted when its client is no longer there. */
export type RequestHandler = (request: HttpRequest, gone: AbortSignal) => Promise<HttpResponse>;

/** Serves `handle` on a port (0 chooses a free one); an error becomes PocketIC's `{message}`. */
export async function listen(
  host: string,
  port: number,
  handle: RequestHandler,
): Promise<Listener> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, handle);
  });
  // Clients keep connections open; they should not find one closed just as they use it.
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 0;
  await bind(server, host, port);
  return {
    host,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} on ${host} is already in use`)
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: RequestHandler,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  let response: HttpResponse;
  try {
    response = await handle(await readRequest(incoming), gone.signal);
  } catch (error) {
    response = errorResponse(error);
  }
  if (outgoing.destroyed) return;
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  if (response.status !== 204 && response.status !== 304 && !outgoing.hasHeader('content-length')) {
    outgoing.setHeader('content-length', response.body.byteLength);
  }
  outgoing.end(incoming.method === 'HEAD' ? undefined : response.body);
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new RestError(413, 'The request body is too large');
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      [value ?? ''].flat().join(', '),
    ]),
  );
  return { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body };
}
