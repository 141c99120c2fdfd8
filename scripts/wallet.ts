/** `npx tsx scripts/wallet.ts configure FILE`: sets the wallet of a deployment up as a file says. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { connect, type Network } from '@qikcard/client';
import { admin, identityOf } from './demo/people.ts';
import { readJson } from './deploy/state.ts';
import { configureWallet, readWalletConfig } from './wallet/configure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    network: { type: 'string' },
    identity: { type: 'string' },
  },
});
const [command, config] = positionals;
if (values.help || command !== 'configure' || config === undefined) {
  console.log(`npx tsx scripts/wallet.ts configure FILE
  --network FILE     host, canisters, rootKey (.qikcard/network.json when absent)
  --identity FILE    an admin's key as JSON (the local demo's admin when absent)
FILE says which Bitcoin, ledgers, ckBTC and chains there are, and what may be spent on a day;
see docs/operations.md. Doing it again changes nothing. Exit code 0: it is as the file says.`);
  process.exit(values.help ? 0 : 2);
}

const file = values.network ?? join(process.env.QIKCARD_HOME ?? '.qikcard', 'network.json');
try {
  const network = readJson<Network>(file);
  if (network === undefined) throw new Error(`${file} is not there. Run npm start first.`);
  const key = values.identity && readJson<[string, string]>(values.identity);
  const identity = key ? Ed25519KeyIdentity.fromParsedJson(key) : identityOf(admin);
  const { wallet } = connect(network, identity);
  let changes = 0;
  await configureWallet(wallet, readWalletConfig(config), (line) => {
    changes++;
    console.log(`  ${line}`);
  });
  console.log(changes === 0 ? 'Nothing had to be changed.' : 'The wallet is set up.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
