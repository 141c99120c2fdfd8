/** The event canister: events, registrations, one-time tokens, the door, readers, the live feed. */
import '@qikcard/canister-kit';
import { Devices } from './devices.ts';
import { Door } from './door.ts';
import { Events } from './events.ts';
import { Feed } from './feed.ts';
import { Platform } from './platform.ts';
import { Registrations } from './registrations.ts';
import { Tokens } from './tokens.ts';

export default [Events, Registrations, Tokens, Door, Devices, Feed, Platform];
