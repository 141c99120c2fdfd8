#!/usr/bin/env node
// Stands in for `icp-cli-network-launcher`: ICP_CLI_NETWORK_LAUNCHER_PATH names this file.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/bin/launcher.ts');
await main(process.argv.slice(2));
