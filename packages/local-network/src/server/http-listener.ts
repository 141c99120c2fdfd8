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

/** Calls back when the client of a request is no longer there. */
export type OnGone = (callback: () => void) => void;
/** Answers one request. */
export type RequestHandler = (request: HttpRequest, onGone: OnGone) => Promise<HttpResponse>;

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
  const onGone: OnGone = (callback) => outgoing.once('close', callback);
  let response: HttpResponse;
  try {
    response = await handle(await readRequest(incoming), onGone);
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

/** Events instead of an iterator, which costs more than everything else here together. */
const readBody = (incoming: IncomingMessage): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) reject(new RestError(413, 'The request body is too large'));
      else chunks.push(chunk);
    });
    incoming.once('end', () => {
      const body = new Uint8Array(length);
      let at = 0;
      for (const chunk of chunks) {
        body.set(chunk, at);
        at += chunk.length;
      }
      resolve(body);
    });
    incoming.once('error', reject);
  });

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const body = await readBody(incoming);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      [value ?? ''].flat().join(', '),
    ]),
  );
  return { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body };
}
