import { randomBytes } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { anonymous, principalText } from '../crypto/principal.ts';
import { requestId } from '../crypto/request-id.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { Network } from '../http/network.ts';
import { handlePublicApi } from '../http/public-api.ts';
import type { Message, Reject, Response } from '../replica.ts';
import {
  type CanisterResponse,
  decodeOne,
  requestType,
  responseType,
  updateRequestType,
} from './candid.ts';
import { type Target, targetOf } from './host.ts';
import { errorPage } from './pages.ts';
import { checkResponse } from './response-check.ts';
import { wholeBody } from './streaming.ts';

/**
 * The HTTP gateway (HTTP gateway protocol): `<canister id>.localhost` shows the pages of a
 * canister, `/api/` on any host is the public interface. Answers are verified as a public gateway
 * would, except on `<canister id>.raw.localhost` and for answers of update calls.
 */
export async function handleGateway(network: Network, request: HttpRequest): Promise<HttpResponse> {
  if (request.path.startsWith('/api/')) return handlePublicApi(network, request);
  if (request.path.startsWith('/_/'))
    return errorPage(
      404,
      'Nothing here',
      'Paths that start with /_/ are kept for the network itself.',
    );
  const target = targetOf(request);
  if (!target) return noCanister(request);
  await network.driver.catchUp?.();
  if (!network.replica.canister(target.canisterId)) return unknownCanister(target);
  try {
    return await canisterAnswer(network, target, request);
  } catch (error) {
    return badAnswer(target, (error as Error).message);
  }
}

async function canisterAnswer(
  network: Network,
  target: Target,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { canisterId } = target;
  const sent = {
    method: request.method,
    url: request.path,
    headers: Object.entries(request.headers),
    body: request.body,
  };
  const arg = IDL.encode([requestType], [{ ...sent, certificate_version: [2] }]);
  const answer = network.replica.query(messageTo(canisterId, 'http_request', arg), {
    dataCertificate: () => network.certifier.dataCertificate(canisterId, 'flat'),
  });
  if (answer.kind === 'reject') return rejected(target, answer);
  const response = decodeOne<CanisterResponse>(responseType, answer.bytes);
  if (response.upgrade[0]) return upgraded(network, target, sent);
  const whole = toHttp(response, wholeBody(network, canisterId, response));
  if (target.raw) return whole;
  const problem = checkResponse(sent, whole, canisterId, network.certifier.rootKeyDer());
  return problem === undefined ? whole : unverified(request, target, problem);
}

const messageTo = (
  canisterId: Uint8Array,
  method: string,
  arg: ArrayBuffer | Uint8Array,
): Message => ({
  sender: anonymous,
  canisterId,
  method,
  arg: new Uint8Array(arg),
});

const toHttp = (response: CanisterResponse, body: Uint8Array): HttpResponse => ({
  status: response.status_code,
  headers: response.headers,
  body,
});

/** Sends the request again as an update call (HTTP gateway protocol, "Upgrade to update calls"). */
async function upgraded(
  network: Network,
  target: Target,
  sent: { method: string; url: string; headers: [string, string][]; body: Uint8Array },
): Promise<HttpResponse> {
  const { replica, driver } = network;
  const arg = IDL.encode([updateRequestType], [sent]);
  const message = messageTo(target.canisterId, 'http_request_update', arg);
  const id = requestId({ ...message, nonce: new Uint8Array(randomBytes(16)) });
  const refusal = replica.inspectIngress(message, target.canisterId);
  if (refusal) return rejected(target, refusal);
  replica.submitIngress(id, message, target.canisterId, undefined);
  await driver.progress(id);
  const answer = settled(replica.ingressStatus(id));
  if (!answer)
    return errorPage(504, 'No answer yet', 'The canister has not answered in time. Try again.');
  if (answer.kind === 'reject') return rejected(target, answer);
  const response = decodeOne<CanisterResponse>(responseType, answer.bytes);
  return toHttp(response, wholeBody(network, target.canisterId, response));
}

function settled(status: ReturnType<Network['replica']['ingressStatus']>): Response | undefined {
  if (status?.status === 'replied') return { kind: 'reply', bytes: status.bytes };
  if (status?.status !== 'rejected') return undefined;
  const { code, message, errorCode } = status;
  return { kind: 'reject', code, message, errorCode };
}

function noCanister(request: HttpRequest): HttpResponse {
  const host = request.headers['host'] ?? 'localhost';
  return errorPage(
    404,
    'Which canister?',
    `This is the gateway of a local Internet Computer network, and ${host} names no canister.`,
    `Open http://<canister id>.${host.replace(/^127\.0\.0\.1|^\[::1\]/, 'localhost')}/ or add ?canisterId=<canister id>.`,
  );
}

const unknownCanister = ({ canisterId }: Target): HttpResponse =>
  errorPage(
    404,
    'Canister not found',
    `There is no canister ${principalText(canisterId)} on this network.`,
    'It may have been deployed to another network, or this network was started afresh.',
  );

function rejected({ canisterId }: Target, { errorCode, message }: Reject): HttpResponse {
  const name = principalText(canisterId);
  if (errorCode === 'IC0537')
    return errorPage(404, 'Canister is empty', `Canister ${name} has no code installed yet.`);
  if (errorCode === 'IC0536')
    return errorPage(
      404,
      'Canister has no pages',
      `Canister ${name} serves no web pages: it has no method http_request.`,
      message,
    );
  return errorPage(502, 'Canister failed', `Canister ${name} rejected the request:`, message);
}

const badAnswer = ({ canisterId }: Target, reason: string): HttpResponse =>
  errorPage(
    502,
    'Unusable answer',
    `Canister ${principalText(canisterId)} gave an answer that is no HTTP response:`,
    reason,
  );

function unverified(request: HttpRequest, { canisterId }: Target, reason: string): HttpResponse {
  const host = request.headers['host'] ?? 'localhost';
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  return errorPage(
    503,
    'Response verification failed',
    `The answer of canister ${principalText(canisterId)} is not certified: ${reason}.`,
    `A public gateway would refuse it too. http://${principalText(canisterId)}.raw.localhost${port} shows answers without certification.`,
  );
}
