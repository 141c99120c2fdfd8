/** `npx tsx scripts/audit.ts verify event`: is the audit trail whole, and is it the certified one? */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { IC_ROOT_KEY } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { connect, type Network } from '@qikcard/client';
import { type CanisterName, canisterNames, PAGE_MAX } from '@qikcard/contracts';
import { verifyAudit } from './audit/verify.ts';
import { admin, identityOf } from './demo/people.ts';
import { readJson } from './deploy/state.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    network: { type: 'string' },
    identity: { type: 'string' },
  },
});
const [command, name] = positionals;
const isCanister = (canisterNames as readonly string[]).includes(name);
if (values.help || command !== 'verify' || !isCanister) {
  console.log(`npx tsx scripts/audit.ts verify <canister>    ${canisterNames.join(', ')}
  --network FILE     host, canisters, rootKey (.qikcard/network.json when absent)
  --identity FILE    an admin's key as JSON (the local demo's admin when absent)
Recomputes every hash from the entries and checks the certificate of the tip against the root key.
Exit code 0: whole. 1: broken. 2: could not be checked.`);
  process.exit(values.help ? 0 : 2);
}

const file = values.network ?? join(process.env.QIKCARD_HOME ?? '.qikcard', 'network.json');
try {
  const network = readJson<Network>(file);
  if (network === undefined) throw new Error(`${file} is not there. Run npm start first.`);
  const key = values.identity && readJson<[string, string]>(values.identity);
  const identity = key ? Ed25519KeyIdentity.fromParsedJson(key) : identityOf(admin);
  const canister = connect(network, identity)[name as CanisterName];
  const rootKey = Buffer.from(network.rootKey ?? IC_ROOT_KEY, 'hex');
  const id = network.canisters[name as CanisterName];
  console.log(`Audit trail of ${name} (${id}) at ${network.host}`);
  const verdict = await verifyAudit(
    {
      tip: async () => (await canister.audit_certificate())[0],
      async page(start) {
        const answer = await canister.audit_page(start, PAGE_MAX);
        if ('Err' in answer) throw new Error('Only an admin may read the entries.');
        return answer.Ok;
      },
    },
    Principal.fromText(id),
    Uint8Array.from(rootKey),
    (checked, length) => console.log(`  ${checked} of ${length} entries follow`),
  );
  if (verdict.whole) {
    const hash = Buffer.from(verdict.hash).toString('hex');
    console.log(`WHOLE: ${verdict.length} entries, none changed, left out or put in.
  tip ${hash}
  certified by the network at ${verdict.certifiedAt.toISOString()}`);
  } else console.log(`BROKEN: ${verdict.problem}`);
  process.exitCode = verdict.whole ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
