import { Platform } from './platform.ts';

export default [Platform];
