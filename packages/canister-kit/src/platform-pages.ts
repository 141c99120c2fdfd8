import { answerText, type Metric, notFound, prometheus } from './http.ts';
import { putFallback, putSkipped } from './http-certification.ts';
import {
  audit,
  brownoutShare,
  certification,
  inbox,
  meter,
  outbox,
  recorder,
  resources,
  roles,
  rolesPull,
  secrets,
  settings,
} from './instance.ts';

/** Pages that every canister has; they change with every call and are not certified. */
export const standardPages = {
  '/healthz': (concerns: string[]) => {
    const status = concerns.length === 0 ? 200 : 503;
    const text = concerns.length === 0 ? 'ok\n' : `${concerns.join('\n')}\n`;
    return answerText({ status, type: 'text/plain', text });
  },
  '/metrics': (_: string[], extra: readonly Metric[]) =>
    answerText({
      status: 200,
      type: 'text/plain; version=0.0.4',
      text: prometheus([...standardMetrics(), ...extra]),
    }),
};
export const isStandardPage = (path: string): path is keyof typeof standardPages =>
  Object.hasOwn(standardPages, path);

/** After installation and every upgrade: says of the standard pages that they are not certified. */
export const certifyStandardPages = (): void =>
  certification.change((tree) => {
    for (const path of Object.keys(standardPages)) putSkipped(tree, path);
    putFallback(tree, notFound());
  });

// The cycle balance is left out on purpose: it tells an attacker how long draining would take.
function standardMetrics(): Metric[] {
  const used = meter.report();
  const lanes = outbox.status();
  const memory = resources.measured();
  const byMethod = (value: (entry: (typeof used)[number]) => bigint) =>
    used.map((entry) => ({ labels: { method: entry.method }, value: value(entry) }));
  return [
    {
      name: 'qikcard_calls_total',
      help: 'State-changing calls since the last start.',
      type: 'counter',
      values: byMethod(({ calls }) => calls),
    },
    {
      name: 'qikcard_instructions_total',
      help: 'Instructions used by them.',
      type: 'counter',
      values: byMethod(({ total }) => total),
    },
    {
      name: 'qikcard_outbox_backlog',
      help: 'Facts that wait for a receiver.',
      type: 'gauge',
      values: lanes.map(({ receiver, backlog }) => ({ labels: { receiver }, value: backlog })),
    },
    {
      name: 'qikcard_outbox_dead_letters',
      help: 'Facts put aside because their receiver trapped on them.',
      type: 'gauge',
      values: lanes.map(({ receiver, dead }) => ({ labels: { receiver }, value: dead })),
    },
    {
      name: 'qikcard_outbox_attempts',
      help: 'Failed attempts to deliver since the last success.',
      type: 'gauge',
      values: lanes.map(({ receiver, attempts }) => ({ labels: { receiver }, value: attempts })),
    },
    {
      name: 'qikcard_inbox_received_through',
      help: 'Number of the last fact that took effect.',
      type: 'gauge',
      values: inbox
        .status()
        .map(({ sender, received_through: value }) => ({ labels: { sender }, value })),
    },
    {
      name: 'qikcard_refusals_total',
      help: 'Refused state-changing calls since the last start.',
      type: 'counter',
      values: meter
        .refusals()
        .map(({ method, reason, count: value }) => ({ labels: { method, reason }, value })),
    },
    {
      name: 'qikcard_memory_bytes',
      help: 'Heap, stable memory and module, as the network counted them last.',
      type: 'gauge',
      values: memory === undefined ? [] : [{ value: memory.bytes }],
    },
    {
      name: 'qikcard_capacity_left_ratio',
      help: 'What is left of the instructions allowed at once; updates are refused at 0.',
      type: 'gauge',
      values: [{ value: brownoutShare() }],
    },
    {
      name: 'qikcard_maintenance',
      help: '1 while updates are refused for maintenance.',
      type: 'gauge',
      values: [{ value: settings.maintenance() === undefined ? 0 : 1 }],
    },
    {
      name: 'qikcard_audit_length',
      help: 'Audit entries.',
      type: 'gauge',
      values: [{ value: audit.tip().length }],
    },
    {
      name: 'qikcard_audit_left_out',
      help: 'Refusals beyond the recording limit since the last start.',
      type: 'counter',
      values: [{ value: recorder.leftOut() }],
    },
    {
      name: 'qikcard_roles_version',
      help: 'Role changes that took effect here.',
      type: 'gauge',
      values: [{ value: roles.version() }],
    },
  ];
}

const ATTEMPTS_OF_CONCERN = 5;

/** What an operator should look at; empty when all is well. */
export function platformConcerns(drawsKeys: boolean): string[] {
  const found = outbox
    .status()
    .filter(({ attempts }) => attempts >= ATTEMPTS_OF_CONCERN)
    .map(({ receiver, backlog }) => `${backlog} facts wait for the ${receiver} canister.`);
  for (const { receiver, dead } of outbox.status()) {
    if (dead > 0) found.push(`${dead} facts for the ${receiver} canister were put aside.`);
  }
  if (settings.maintenance() !== undefined) found.push('Maintenance is on: updates are refused.');
  if (drawsKeys && !secrets.ready()) {
    found.push('Keys have not been drawn yet.');
  }
  if (rolesPull.pending()) found.push('Roles are being fetched from the auth canister.');
  return found;
}
