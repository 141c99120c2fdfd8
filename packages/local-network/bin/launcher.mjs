#!/usr/bin/env node
// Stands in for `icp-cli-network-launcher`: ICP_CLI_NETWORK_LAUNCHER_PATH names this file.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/bin/launcher.ts');
try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
