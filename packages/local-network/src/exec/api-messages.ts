/** Interface spec, "Method arguments" and "Responding". */

import {
  type ApiFunction,
  type ApiHost,
  api,
  copyOut,
  readMemory,
  readText,
  TRANSMITTED_BYTE,
  violates,
} from './api.ts';
import { limits } from './cycles.ts';

const WITH_ARGUMENT = 'I U RQ NRQ TQ CQ Ry CRy F';
const ANSWERING = 'U RQ NRQ TQ CQ Ry Rt CRy CRt';
const WITH_CALLER_INFO = 'U RQ NRQ CQ Ry Rt CRy CRt C CC F';
const NOTHING = new Uint8Array(0);

const mustReply = (host: ApiHost): void => {
  if (!host.execution.canReply || host.execution.response) {
    violates(host, '"ic0_msg_reply": the call is already replied');
  }
};

function appendReply(host: ApiHost, src: number, size: number): void {
  const { execution } = host;
  host.charge((size >>> 0) * TRANSMITTED_BYTE);
  mustReply(host);
  execution.replyBytes += size >>> 0;
  if (execution.replyBytes > limits.maxResponseBytes) {
    violates(host, `ic0.msg_reply_data_append: the reply exceeds ${limits.maxResponseBytes} bytes`);
  }
  execution.replyParts.push(readMemory(host, src, size));
}

function reply(host: ApiHost): void {
  const { execution } = host;
  mustReply(host);
  const bytes = new Uint8Array(execution.replyBytes);
  let offset = 0;
  for (const part of execution.replyParts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  execution.response = { kind: 'reply', bytes };
}

function reject(host: ApiHost, src: number, size: number): void {
  host.charge((size >>> 0) * TRANSMITTED_BYTE);
  mustReply(host);
  const message = readText(host, src, size);
  host.execution.response = { kind: 'reject', code: 4, message, errorCode: 'IC0406' };
}

const rejectMessage = (host: ApiHost): Uint8Array =>
  host.execution.rejectMessage ?? violates(host, 'there is no reject message');

export const messageApi: Record<string, ApiFunction> = {
  msg_arg_data_size: api(WITH_ARGUMENT, ({ execution }) => execution.arg.length),
  msg_arg_data_copy: api(WITH_ARGUMENT, (host, ...at: [number, number, number]) =>
    copyOut(host, 'msg_arg_data_copy', host.execution.arg, at),
  ),
  msg_caller_size: api('*', ({ execution }) => execution.caller.length),
  msg_caller_copy: api('*', (host, ...at: [number, number, number]) =>
    copyOut(host, 'msg_caller_copy', host.execution.caller, at),
  ),
  msg_caller_info_data_size: api(WITH_CALLER_INFO, () => 0),
  msg_caller_info_data_copy: api(WITH_CALLER_INFO, (host, ...at: [number, number, number]) =>
    copyOut(host, 'msg_caller_info_data_copy', NOTHING, at),
  ),
  msg_caller_info_signer_size: api(WITH_CALLER_INFO, () => 0),
  msg_caller_info_signer_copy: api(WITH_CALLER_INFO, (host, ...at: [number, number, number]) =>
    copyOut(host, 'msg_caller_info_signer_copy', NOTHING, at),
  ),
  msg_reject_code: api('Ry Rt CRy CRt C CC', ({ execution }) => execution.rejectCode),
  msg_reject_msg_size: api('Rt CRt', (host) => rejectMessage(host).length),
  msg_reject_msg_copy: api('Rt CRt', (host, ...at: [number, number, number]) =>
    copyOut(host, 'msg_reject_msg_copy', rejectMessage(host), at),
  ),
  msg_deadline: api('U RQ NRQ CQ Ry Rt CRy CRt', ({ execution }) => execution.deadlineNs),
  msg_reply_data_append: api(ANSWERING, appendReply),
  msg_reply: api(ANSWERING, reply),
  msg_reject: api(ANSWERING, reject),
  msg_method_name_size: api('F', (host) => methodName(host).length),
  msg_method_name_copy: api('F', (host, ...at: [number, number, number]) =>
    copyOut(host, 'msg_method_name_copy', methodName(host), at),
  ),
  accept_message: api('F', (host) => {
    if (host.execution.accepted) violates(host, 'ic0.accept_message: called twice');
    host.execution.accepted = true;
  }),
};

const methodName = ({ execution }: ApiHost) => new TextEncoder().encode(execution.method);
