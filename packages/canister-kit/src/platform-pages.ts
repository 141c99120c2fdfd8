import { type Metric, prometheus } from './http.ts';
import { audit, meter, outbox, recorder, roles, rolesPull, secrets } from './instance.ts';

export function standardPages(concerns: () => string[], extra: readonly Metric[]) {
  return {
    '/healthz': () => {
      const found = concerns();
      const status = found.length === 0 ? 200 : 503;
      const text = found.length === 0 ? 'ok\n' : `${found.join('\n')}\n`;
      return { status, type: 'text/plain', text };
    },
    '/metrics': () => ({
      status: 200,
      type: 'text/plain; version=0.0.4',
      text: prometheus([...standardMetrics(), ...extra]),
    }),
  };
}

// The cycle balance is left out on purpose: it tells an attacker how long draining would take.
function standardMetrics(): Metric[] {
  const used = meter.report();
  const lanes = outbox.status();
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
  if (drawsKeys && !secrets.ready()) {
    found.push('Keys have not been drawn yet.');
  }
  if (rolesPull.pending()) found.push('Roles are being fetched from the auth canister.');
  return found;
}
