import { concat } from '../crypto/bytes.ts';
import { isRefusal, parseEnvelope } from '../crypto/envelope.ts';
import { domainSeparator, hashOfMap } from '../crypto/request-id.ts';
import type { Response, Subnet } from '../replica.ts';
import { type Address, locate } from './address.ts';
import { checkTargets, messageOf } from './call.ts';
import { cborResponse, type HttpResponse, refusalResponse } from './message.ts';
import { authenticateFor, type Network } from './network.ts';

const responseDomain = domainSeparator('ic-response');

/**
 * `POST /api/v2|v3/canister/<id>/query` and `/api/v3/subnet/<id>/query` (interface spec, "Query call"): the
 * answer of one node, with its signature. The version decides the form of `data_certificate`.
 */
export async function handleQuery(
  network: Network,
  version: 2 | 3,
  address: Address,
  body: Uint8Array,
): Promise<HttpResponse> {
  const envelope = parseEnvelope(body, 'query');
  if (isRefusal(envelope)) return refusalResponse(envelope);
  const located = locate(network, envelope.content, address);
  if (isRefusal(located)) return refusalResponse(located);
  const auth = authenticateFor(network, envelope);
  if (isRefusal(auth)) return refusalResponse(auth);
  const forbidden = checkTargets(auth, envelope.content);
  if (forbidden) return refusalResponse(forbidden);
  const { canister_id } = envelope.content;
  const form = version === 2 ? 'flat' : 'tree';
  const response = network.replica.query(messageOf(envelope.content), {
    dataCertificate: () => network.certifier.dataCertificate(canister_id, form),
  });
  return cborResponse(signedAnswer(network, located.subnet, auth.requestId, answerOf(response)));
}

/** Fields of a query response that the node signs besides time and request id. */
const answerOf = (response: Response) =>
  response.kind === 'reply'
    ? { status: 'replied', reply: { arg: response.bytes } }
    : {
        status: 'rejected',
        reject_code: response.code,
        reject_message: response.message,
        error_code: response.errorCode,
      };

function signedAnswer(
  { replica, certifier }: Network,
  subnet: Subnet,
  requestId: Uint8Array,
  answer: ReturnType<typeof answerOf>,
) {
  const timestamp = replica.certifiedTimeNs();
  const [node] = certifier.nodes(subnet);
  if (!node) throw new Error('A subnet has at least one node');
  const hash = hashOfMap({ ...answer, timestamp, request_id: requestId });
  const signature = node.sign(concat(responseDomain, hash));
  return { ...answer, signatures: [{ timestamp, signature, identity: node.nodeId }] };
}
