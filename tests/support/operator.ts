/** What an operator does to a deployment: read its pages, install a canister anew. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IDL } from '@dfinity/candid';
import { verifyRequestResponsePair } from '@dfinity/response-verification/dist/nodejs/nodejs.js';
import {
  type CanisterName,
  HttpRequest,
  HttpResponse,
  type Infer,
  InitArgument,
  query,
  service,
} from '@qikcard/contracts';
import { admin, type Deployment } from './deployment.ts';

type PicPrincipal = Parameters<Deployment['pic']['stopCanister']>[0]['canisterId'];
type HttpActor = {
  http_request(request: Infer<typeof HttpRequest>): Promise<Infer<typeof HttpResponse>>;
};

/** The client brings a principal class of its own; both hold the same bytes. */
export const picIdOf = (deployment: Deployment, name: CanisterName): PicPrincipal =>
  deployment.ids[name] as unknown as PicPrincipal;

const VERIFIED_AGE_MAX_NS = 300_000_000_000n;
export type Answer = { status: number; headers: [string, string][]; body: Uint8Array };

/** What a canister itself answers to an HTTP request, before any gateway has looked at it. */
export async function httpRequest(
  deployment: Deployment,
  name: CanisterName,
  url: string,
  method = 'GET',
): Promise<Answer> {
  const factory = () => service({ http_request: query([HttpRequest], HttpResponse) }) as never;
  const actor = deployment.pic.createActor(factory, picIdOf(deployment, name));
  const { http_request } = actor as unknown as HttpActor;
  const request = { method, url, headers: [], body: new Uint8Array() };
  const answer = await http_request({ ...request, certificate_version: [2] });
  return {
    status: answer.status_code,
    headers: answer.headers as [string, string][],
    body: Uint8Array.from(answer.body),
  };
}

/** What a gateway lets through of a page: its body, once the proof in its headers was checked. */
export async function verifiedPage(deployment: Deployment, name: CanisterName, url: string) {
  const answer = await httpRequest(deployment, name, url);
  const request = { url, method: 'GET', headers: [], body: new Uint8Array() };
  const checked = verifyRequestResponsePair(
    { ...request, certificate_version: [2] as [number] },
    { status_code: answer.status, headers: answer.headers, body: answer.body },
    deployment.ids[name].toUint8Array(),
    await deployment.nowNs(),
    VERIFIED_AGE_MAX_NS,
    await deployment.rootKey(),
    2,
  );
  if (!checked.response) throw new Error(`${url} is not proven`);
  return { status: checked.response.statusCode, text: new TextDecoder().decode(answer.body) };
}

/** GETs a page of a canister through its `http_request` query. */
export async function page(deployment: Deployment, name: CanisterName, url: string) {
  const { status, headers, body } = await httpRequest(deployment, name, url);
  return { status, headers, text: new TextDecoder().decode(body) };
}

/** The value of a metric without labels. */
export async function metric(deployment: Deployment, name: CanisterName, of: string) {
  const { text } = await page(deployment, name, '/metrics');
  const line = text.split('\n').find((each) => each.startsWith(`${of} `));
  if (line === undefined) throw new Error(`${name} has no metric ${of}`);
  return Number(line.slice(of.length));
}

/** Installs a canister as if for the first time: all it knew is gone. */
export async function reinstall(deployment: Deployment, name: CanisterName): Promise<void> {
  const path = resolve(import.meta.dirname, `../../dist/canisters/${name}.wasm.gz`);
  const init = [
    { directory: deployment.ids, admins: [admin.principal], shard: 0, event_shards: [] },
  ];
  await deployment.pic.reinstallCode({
    canisterId: picIdOf(deployment, name),
    wasm: Uint8Array.from(readFileSync(path)),
    arg: IDL.encode([InitArgument], [init]),
  });
}

const TRAIL_LATEST = 100n;
/** What the audit trail has lately of a subject, oldest first: which call, by whom, its outcome. */
export async function trailOf(deployment: Deployment, name: CanisterName, subject: string) {
  const asked = deployment.as(admin)[name];
  const { length } = await asked.audit_tip();
  const start = length > TRAIL_LATEST ? length - TRAIL_LATEST : 0n;
  const page = await asked.audit_page(start, Number(TRAIL_LATEST));
  if ('Err' in page) throw new Error('an admin may read the trail');
  const self = deployment.ids[name].toText();
  return page.Ok.filter((each) => each.subject.startsWith(subject)).map(
    ({ method, caller, outcome }) =>
      `${method} by ${caller.toText() === self ? 'itself' : 'somebody'}: ${outcome}`,
  );
}
