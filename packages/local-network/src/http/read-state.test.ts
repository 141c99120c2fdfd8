import { expect, test } from 'vitest';
import { verifyCertificate } from '../certification/certificate.ts';
import { lookupLeaf } from '../certification/hash-tree.ts';
import { sha256, utf8 } from '../crypto/bytes.ts';
import { decodeCbor, encodeCbor, field } from '../crypto/cbor.ts';
import { principalText } from '../crypto/principal.ts';
import { requestId } from '../crypto/request-id.ts';
import { fakeNetwork } from './fake-replica.ts';
import { handlePublicApi } from './public-api.ts';

const network = fakeNetwork();
const { fake, certifier } = network;
const metadata = [
  { name: 'open', visibility: 'public' as const, bytes: utf8('for all') },
  { name: 'closed', visibility: 'private' as const, bytes: utf8('for controllers') },
];
const mine = fake.install(300, {}, { metadata });
const foreign = fake.install(301, {}, { metadata, controllers: [] });

async function read(canister: Uint8Array, paths: Uint8Array[][], version = 2, of = 'canister') {
  const content = {
    request_type: 'read_state',
    sender: Uint8Array.of(4),
    ingress_expiry: fake.now + 60_000_000_000n,
    paths,
  };
  return handlePublicApi(network, {
    method: 'POST',
    path: `/api/v${version}/${of}/${principalText(canister)}/read_state`,
    headers: { 'content-type': 'application/cbor' },
    body: encodeCbor({ content }),
  });
}
const section = (id: Uint8Array, name: string) =>
  ['canister', id, 'metadata', name].map((l) => (typeof l === 'string' ? utf8(l) : l));
const statusOf = async (...args: Parameters<typeof read>) => (await read(...args)).status;

test('metadata is public unless the section is private', async () => {
  const response = await read(mine, [section(mine, 'closed'), section(mine, 'open')]);
  const certificate = field(decodeCbor(response.body), 'certificate') as Uint8Array;
  const tree = verifyCertificate(certificate, certifier.rootKeyDer(), mine);
  expect(lookupLeaf(tree, section(mine, 'closed'))).toEqual(utf8('for controllers'));
  expect(await statusOf(foreign, [section(foreign, 'open')])).toBe(200);
  expect(await statusOf(foreign, [section(foreign, 'closed')])).toBe(403);
});

test('paths of another canister, and paths that do not exist, are refused', async () => {
  expect(await statusOf(mine, [section(foreign, 'open')])).toBe(400);
  expect(await statusOf(mine, [[utf8('canister')]])).toBe(404);
  expect(await statusOf(mine, [[utf8('canister'), mine, utf8('certified_data')]])).toBe(404);
  expect(await statusOf(mine, Array(1_001).fill([utf8('time')]))).toBe(400);
});

test('a request status is shown to its sender only', async () => {
  const ask = (sender: Uint8Array) => {
    const message = { sender, canisterId: mine, method: 'm', arg: new Uint8Array(0) };
    const id = requestId(message);
    fake.submitIngress(id, message);
    return id;
  };
  const [own, other] = [ask(Uint8Array.of(4)), ask(Uint8Array.of(1, 2))];
  const status = utf8('request_status');
  expect(await statusOf(mine, [[status, own]])).toBe(200);
  expect(await statusOf(mine, [[status, other]])).toBe(403);
  expect(
    await statusOf(mine, [
      [status, own],
      [status, sha256('unknown')],
    ]),
  ).toBe(400);
  expect(await statusOf(foreign, [[status, own]])).toBe(400);
  expect(await statusOf(mine, [[status, Uint8Array.of(1)]])).toBe(400);
});

test('a subnet shows ranges, keys and metrics of itself', async () => {
  const subnet = fake.subnets[1]!;
  const metrics = [utf8('subnet'), subnet.id, utf8('metrics')];
  const response = await read(subnet.id, [metrics], 3, 'subnet');
  const certificate = field(decodeCbor(response.body), 'certificate') as Uint8Array;
  const tree = verifyCertificate(certificate, certifier.rootKeyDer(), undefined);
  expect(decodeCbor(lookupLeaf(tree, metrics)!)).toMatchObject({ num_canisters: 2 });
  expect(await statusOf(fake.subnets[0]!.id, [metrics], 2, 'subnet')).toBe(400);
});
