import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpRequest, type HttpResponse, textResponse } from './message.ts';

/** Largest body read from a connection; the endpoints have tighter limits of their own. */
const maxBodyBytes = 10 * 1024 * 1024;

/** Reads a whole request of Node's HTTP server; undefined when it is too large. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message) {
    length += part.length;
    if (length > maxBodyBytes) return undefined;
    parts.push(part);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  return {
    method: message.method ?? 'GET',
    path: message.url ?? '/',
    headers,
    body: new Uint8Array(Buffer.concat(parts)),
  };
}

/** Writes a response; a `HEAD` request gets the headers only. */
export function writeResponse(
  to: ServerResponse,
  { status, headers, body }: HttpResponse,
  method: string,
): void {
  to.statusCode = status;
  for (const [name, value] of headers) to.appendHeader(name, value);
  if (status !== 204 && status !== 304 && !to.hasHeader('content-length'))
    to.setHeader('content-length', body.length);
  to.end(method === 'HEAD' ? undefined : body);
}

/** Serves a handler on 127.0.0.1; port 0 picks a free one. */
export async function serve(
  handle: (request: HttpRequest) => Promise<HttpResponse>,
  port = 0,
): Promise<{ server: Server; url: string; close(): Promise<void> }> {
  const server = createServer(async (message, response) => {
    const request = await readRequest(message);
    const method = message.method ?? 'GET';
    if (!request)
      return writeResponse(response, textResponse(413, 'The body is too large.'), method);
    try {
      writeResponse(response, await handle(request), method);
    } catch (error) {
      console.error(`${method} ${request.path} failed:`, error);
      writeResponse(response, textResponse(500, 'The local network failed; see its log.'), method);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { server, url: `http://127.0.0.1:${bound}`, close };
}
