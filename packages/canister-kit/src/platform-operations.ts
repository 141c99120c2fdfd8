/** What operators may ask and do, behind the methods of the `Platform` class. */
import { IDL } from '@dfinity/candid';
import {
  type Api,
  type CertifiedTip,
  type ConsentReply,
  ConsentRequest,
  type Infer,
  type LogLevel,
  type Maintenance,
  ok,
  peerNamed,
  type Resources,
  toOpt,
} from '@qikcard/contracts';
import { guardMessage } from '@qikcard/contracts/wire-guard';
import { type Consents, consentReply } from './consent.ts';
import { ic } from './ic.ts';
import {
  certification,
  handle,
  handleQuery,
  hasRole,
  log,
  outbox,
  resources,
  settings,
} from './instance.ts';
import { problemOfOrigins } from './origins.ts';
import { rateLimit } from './rate-limit.ts';

const isAdmin = hasRole('admin');
const NOTE_MAX_CHARS = 200;

export function certifiedTip(): [] | [CertifiedTip] {
  return toOpt(certification.certifiedTip());
}

export function maintenanceNow(): [] | [Maintenance] {
  const now = settings.maintenance();
  return toOpt(now && { since_ns: now.sinceNs, by: now.by, note: now.note });
}

export const setMaintenance = ([note]: [] | [string]) =>
  handle('set_maintenance', isAdmin, (call) => {
    const text = note?.slice(0, NOTE_MAX_CHARS);
    const begun = settings.maintenance()?.sinceNs ?? call.nowNs;
    const row = text === undefined ? undefined : { sinceNs: begun, by: call.caller, note: text };
    settings.setMaintenance(row);
    call.subject = text === undefined ? 'off' : 'on';
    log('Info', `maintenance ${call.subject}`);
    return ok(maintenanceNow());
  });

export const logLevelNow = () => ({ [settings.logLevel()]: null }) as LogLevel;

export const setLogLevel = (level: LogLevel) =>
  handle('set_log_level', isAdmin, (call) => {
    const name = Object.keys(level)[0] as ReturnType<typeof settings.logLevel>;
    call.subject = name;
    settings.setLogLevel(name);
    return ok(null);
  });

export const deadLetters = (receiver: string) =>
  handleQuery('dead_letters', isAdmin, () => {
    const name = peerNamed(receiver);
    return ok(name === undefined ? [] : outbox.deadLetters(name));
  });

export const retryDeadLetters = (receiver: string, seqs: bigint[]) =>
  handle('retry_dead_letters', isAdmin, (call) => {
    const name = peerNamed(receiver);
    const count = name === undefined ? 0 : outbox.retryDead(name, seqs);
    call.subject = `${count} to ${name ?? 'nobody'}`;
    return ok(count);
  });

export const discardDeadLetters = (receiver: string, seqs: bigint[]) =>
  handle('discard_dead_letters', isAdmin, (call) => {
    const name = peerNamed(receiver);
    const count = name === undefined ? 0 : outbox.discardDead(name, seqs);
    call.subject = `${count} to ${name ?? 'nobody'}`;
    log('Info', `dead letters given up: ${call.subject}`);
    return ok(count);
  });

export const resourcesNow = () =>
  handleQuery('resources', isAdmin, () => {
    const measured = resources.measured();
    const found: Infer<typeof Resources> = {
      cycles: ic.cycles(),
      memory_bytes: toOpt(measured?.bytes),
      measured_at_ns: toOpt(measured?.atNs),
    };
    return ok(found);
  });

export const setTrustedOrigins = (origins: string[]) =>
  handle('set_trusted_origins', isAdmin, (call) => {
    const problem = problemOfOrigins(origins);
    if (problem !== undefined) return { Err: { Invalid: { problem } } };
    settings.setOrigins(origins);
    call.subject = `${origins.length} origins`;
    return ok(null);
  });

/** Nobody needs an account to ask what a call means, so all of them share one bucket. */
const anonymous = rateLimit({ burst: 300, perMinute: 300, entriesMax: 1 });

/** The encoded reply to an ICRC-21 request; whatever the bytes are, there is one. */
export function consentFor(api: Api, consents: Consents, message: Uint8Array): ConsentReply {
  let request: ConsentRequest;
  try {
    guardMessage(message);
    request = IDL.decode([ConsentRequest], message)[0] as unknown as ConsentRequest;
  } catch {
    return { Err: { UnsupportedCanisterCall: { description: 'This is not an ICRC-21 request.' } } };
  }
  const wait = ic.caller().isAnonymous() ? anonymous.take('', ic.nowNs()) : undefined;
  if (wait === undefined) return consentReply(api, { ...platformConsents, ...consents }, request);
  const description = `Too many questions. Try again in ${wait} seconds.`;
  return { Err: { GenericError: { error_code: 429n, description } } };
}

const platformConsents: Consents = {
  set_maintenance: ([note]: [] | [string]) => ({
    intent: note === undefined ? 'End the maintenance' : 'Begin maintenance: refuse all changes',
    fields: note ? [['Note', note]] : [],
  }),
  set_log_level: (level: LogLevel) => ({
    intent: 'Change what is logged',
    fields: [['Level', Object.keys(level)[0]]],
  }),
  discard_dead_letters: (receiver: string, seqs: bigint[]) => ({
    intent: 'Give failed facts up for good',
    fields: [
      ['Receiver', receiver],
      ['Facts', seqs.join(', ') || 'none'],
    ],
  }),
  retry_dead_letters: (receiver: string, seqs: bigint[]) => ({
    intent: 'Send failed facts again',
    fields: [
      ['Receiver', receiver],
      ['Facts', seqs.length === 0 ? 'all' : seqs.join(', ')],
    ],
  }),
};
