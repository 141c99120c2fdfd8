#!/usr/bin/env node
// The bridge is TypeScript all the way; tsx reads it without a build step.
import { register } from 'tsx/esm/api';

register();
await import('../src/main.ts');
