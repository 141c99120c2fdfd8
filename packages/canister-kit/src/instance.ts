/** The kit's one set of parts in a canister. Memory ids 200–253 are the kit's, for ever. */
import { type AuditRow, authApi, platformApi } from '@qikcard/contracts';
import { createAudit } from './audit.ts';
import { createRecorder } from './audit-recorder.ts';
import { type Capacity, createBrownout, USUAL_CAPACITY } from './brownout.ts';
import { type Certified, createCertification } from './certification.ts';
import { createDirectory } from './directory.ts';
import { createGate } from './gate.ts';
import { roleGuards } from './guards.ts';
import { createSpine } from './handle.ts';
import { answerFile, type HttpFile } from './http.ts';
import { putAnswer, removeAnswer } from './http-certification.ts';
import { ic } from './ic.ts';
import { createInbox } from './inbox.ts';
import { prefixed } from './memory-map.ts';
import { createMeter } from './meter.ts';
import { createOutbox } from './outbox.ts';
import { openMap } from './raw-map.ts';
import { createResources } from './resources.ts';
import { createRoles } from './roles.ts';
import { createRolesPull } from './roles-pull.ts';
import { createSecrets } from './secrets.ts';
import { createSettings } from './settings.ts';

const memory = { small: 200, outbox: 201, audit: 202 };
const part = { directory: 0, roles: 1, secrets: 2, inbox: 3, settings: 4, certified: 5 };
const small = (number: number) => prefixed(openMap(memory.small), number);

export const directory = createDirectory(small(part.directory));
/** What everybody may do, as far as auth has told. */
export const roles = createRoles(small(part.roles));
export const secrets = createSecrets({ map: small(part.secrets), ...ic });
export const audit = createAudit(openMap(memory.audit));
export const meter = createMeter();
export const settings = createSettings(small(part.settings));
export const resources = createResources(ic);

let brownout = createBrownout(USUAL_CAPACITY);
export const gate = createGate({ settings, brownout: () => brownout });
/** Before the first call: how much this canister may do. */
export const setCapacity = (capacity: Capacity): void => {
  brownout = createBrownout(capacity);
};
export const brownoutShare = (): number => brownout.share(ic.nowNs());

export const outbox = createOutbox({
  map: openMap(memory.outbox),
  nowNs: ic.nowNs,
  setTimer: ic.setTimer,
  receivers: directory.receivers,
  everyone: directory.everyone,
  send: (receiver, batch) =>
    ic.call(directory.get(receiver), 'receive_facts', platformApi.receive_facts, [batch]),
  // Not a secret: Azle's generator is good enough to spread retries.
  jitter: Math.random,
});

export const inbox = createInbox({
  map: small(part.inbox),
  peerOf: directory.peerOf,
  everyone: directory.everyone,
});

export const rolesPull = createRolesPull({
  roles,
  setTimer: ic.setTimer,
  fetch: async (version, limit) => {
    const page = await ic.call(directory.get('auth'), 'roles_since', authApi.roles_since, [
      version,
      limit,
    ]);
    if ('Err' in page) throw new Error('auth refused the roles');
    return page.Ok;
  },
});

export const recorder = createRecorder();
export const certification = createCertification({
  map: small(part.certified),
  tip: audit.tip,
  certify: ic.certify,
  certificate: ic.dataCertificate,
  setTimer: ic.setTimer,
});
/** Values that others can check without trusting a node; top labels are the canister's to choose. */
export const certified: Certified = certification;

/** Certifies what `files` of the platform options gives for this path, from now on. */
export const certifyPage = (path: string, file: HttpFile): void =>
  certification.change((tree) => putAnswer(tree, path, answerFile(file)));
/** Several at once, which certifies the tree once. */
export const certifyPages = (pages: readonly { path: string; file: HttpFile }[]): void =>
  certification.change((tree) => {
    for (const { path, file } of pages) putAnswer(tree, path, answerFile(file));
  });
/** From now on it is certified that there is no such page. */
export const removePage = (path: string): void =>
  certification.change((tree) => removeAnswer(tree, path));

/** A line for operators, when the level asks for it. No personal data. */
export function log(level: 'Info' | 'Debug', line: string): void {
  const wanted = settings.logLevel();
  if (wanted === 'Debug' || wanted === level) ic.print(line);
}

/** Appends to the audit trail; its tip is certified soon. For what is done without a call, too. */
export function recordAudit(row: AuditRow): void {
  audit.append(row);
  certification.tipSoon();
}

/** Records what the canister did by itself, such as the end of what the call `method` began. */
export const recordOwn = (method: string, outcome: string, subject: string): void =>
  recordAudit({ atNs: ic.nowNs(), caller: ic.self(), method, outcome, subject });

const spine = createSpine({
  ...ic,
  closed: gate.closed,
  count(method, instructions) {
    meter.count(method, instructions);
    brownout.spend(instructions, ic.nowNs());
  },
  refused(call, outcome) {
    meter.refused(call.method, outcome);
    log('Debug', `${call.method}: ${outcome}`);
  },
  audit(call, outcome) {
    if (!recorder.mayRecord(call, outcome)) return;
    const { nowNs: atNs, caller, method, subject } = call;
    recordAudit({ atNs, caller, method, outcome, subject });
  },
});
export const handle = spine.handle;
export const handleQuery = spine.handleQuery;

export const { hasRole, inGoodStanding } = roleGuards({
  hasRole: (call, role, eventId) => roles.has(call.caller, role, call.nowNs, eventId),
  isSuspended: (call) => roles.isSuspended(call.caller),
});
