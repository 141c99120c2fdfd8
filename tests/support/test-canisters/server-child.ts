/** A network in a process of its own, for tests that kill it: prints its addresses as JSON. */
import { startNetworkServer } from '@qikcard/local-network';

const [stateDir] = process.argv.slice(2);
const server = await startNetworkServer({ ...(stateDir && { stateDir }) });
console.log(
  JSON.stringify({
    url: server.url,
    gatewayUrl: server.gatewayUrl,
    rootKey: Buffer.from(server.rootKey).toString('hex'),
    pid: process.pid,
  }),
);
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
