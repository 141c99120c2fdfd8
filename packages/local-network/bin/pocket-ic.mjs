#!/usr/bin/env node
// Stands in for the `pocket-ic` binary; TypeScript is loaded without a build step.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/bin/pocket-ic.ts');
try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
