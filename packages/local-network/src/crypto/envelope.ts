import { decodeCbor, field } from './cbor.ts';

/** Refusal of an HTTP request: status and the plain text the replica would answer. */
export type Refusal = { status: number; message: string };
export const refuse = (status: number, message: string): Refusal => ({ status, message });

type Common = { sender: Uint8Array; ingress_expiry: bigint; nonce?: Uint8Array };
export type CallContent = Common & {
  request_type: 'call' | 'query';
  canister_id: Uint8Array;
  method_name: string;
  arg: Uint8Array;
};
export type ReadStateContent = Common & { request_type: 'read_state'; paths: Uint8Array[][] };

export type SignedDelegation = {
  delegation: {
    pubkey: Uint8Array;
    expiration: bigint;
    targets?: Uint8Array[];
    permissions?: string;
  };
  signature: Uint8Array;
};
export type Authentication = {
  publicKey: Uint8Array;
  signature: Uint8Array;
  delegations: SignedDelegation[];
};
export type Envelope<Content> = {
  content: Content;
  /** The content map as it was sent: the request id covers fields this code knows nothing of. */
  rawContent: object;
  authentication: Authentication | undefined;
};

const maxNonceBytes = 32;

/**
 * Reads the envelope of a call, query or read_state request (interface spec, "Authentication"
 * and "Request ids"); a refusal says which part is malformed.
 */
export function parseEnvelope<T extends 'call' | 'query' | 'read_state'>(
  body: Uint8Array,
  requestType: T,
): Envelope<T extends 'read_state' ? ReadStateContent : CallContent> | Refusal {
  try {
    const envelope = decodeCbor(body);
    const rawContent = field(envelope, 'content');
    if (typeof rawContent !== 'object' || rawContent === null)
      throw new Error('content is missing');
    const sentType = text(rawContent, 'request_type');
    if (sentType !== requestType)
      throw new Error(`request_type is "${sentType}", this endpoint takes "${requestType}"`);
    const content = requestType === 'read_state' ? readState(rawContent) : call(rawContent);
    const authentication = parseAuthentication(envelope);
    return { content, rawContent, authentication } as ReturnType<typeof parseEnvelope<T>>;
  } catch (error) {
    return refuse(
      400,
      `Could not parse body as ${requestType} message: ${(error as Error).message}`,
    );
  }
}

export const isRefusal = (value: object): value is Refusal =>
  'status' in value && 'message' in value;

function common(raw: object): Common {
  const nonce = field(raw, 'nonce');
  if (nonce !== undefined && !(nonce instanceof Uint8Array && nonce.length <= maxNonceBytes))
    throw new Error(`nonce must be at most ${maxNonceBytes} bytes`);
  return {
    sender: principal(bytes(raw, 'sender')),
    ingress_expiry: natural(raw, 'ingress_expiry'),
    ...(nonce && { nonce }),
  };
}

function call(raw: object): CallContent {
  return {
    ...common(raw),
    request_type: text(raw, 'request_type') as 'call' | 'query',
    canister_id: principal(bytes(raw, 'canister_id')),
    method_name: text(raw, 'method_name'),
    arg: bytes(raw, 'arg'),
  };
}

function readState(raw: object): ReadStateContent {
  const paths = field(raw, 'paths');
  if (!Array.isArray(paths)) throw new Error('paths must be an array');
  for (const path of paths) if (!isBlobs(path)) throw new Error('paths must hold arrays of blobs');
  return { ...common(raw), request_type: 'read_state', paths };
}

function parseAuthentication(envelope: unknown): Authentication | undefined {
  const publicKey = field(envelope, 'sender_pubkey');
  const signature = field(envelope, 'sender_sig');
  if (publicKey == null && signature == null) return undefined;
  const delegations = field(envelope, 'sender_delegation') ?? [];
  if (!(publicKey instanceof Uint8Array && signature instanceof Uint8Array))
    throw new Error('sender_pubkey and sender_sig must both be blobs');
  if (!Array.isArray(delegations)) throw new Error('sender_delegation must be an array');
  return { publicKey, signature, delegations: delegations.map(parseDelegation) };
}

function parseDelegation(signed: unknown): SignedDelegation {
  const raw = field(signed, 'delegation');
  const targets = field(raw, 'targets');
  const permissions = field(raw, 'permissions');
  if (targets != null && !isBlobs(targets)) throw new Error('targets must be an array of blobs');
  if (permissions != null && typeof permissions !== 'string')
    throw new Error('permissions must be a text');
  return {
    delegation: {
      pubkey: bytes(raw, 'pubkey'),
      expiration: natural(raw, 'expiration'),
      ...(targets != null && { targets }),
      ...(permissions != null && { permissions }),
    },
    signature: bytes(signed, 'signature'),
  };
}

const isBlobs = (value: unknown): value is Uint8Array[] =>
  Array.isArray(value) && value.every((item) => item instanceof Uint8Array);

function bytes(map: unknown, name: string): Uint8Array {
  const value = field(map, name);
  if (!(value instanceof Uint8Array)) throw new Error(`${name} must be a blob`);
  return value;
}

function text(map: unknown, name: string): string {
  const value = field(map, name);
  if (typeof value !== 'string') throw new Error(`${name} must be a text`);
  return value;
}

function natural(map: unknown, name: string): bigint {
  const value = field(map, name);
  if (typeof value !== 'number' && typeof value !== 'bigint')
    throw new Error(`${name} must be a natural number`);
  const big = BigInt(value);
  if (big < 0n || big >= 1n << 64n) throw new Error(`${name} must fit 64 bits`);
  return big;
}

function principal(raw: Uint8Array): Uint8Array {
  if (raw.length > 29) throw new Error('a principal has at most 29 bytes');
  return raw;
}
