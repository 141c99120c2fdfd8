#!/usr/bin/env node
// Stands in for the `pocket-ic` binary; TypeScript is loaded without a build step.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/bin/pocket-ic.ts');
await main(process.argv.slice(2));
