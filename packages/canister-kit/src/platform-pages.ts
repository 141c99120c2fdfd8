import { fork, labeled, leaf, prune, rootHash } from './certified-tree.ts';
import { httpExpressionTree, type Metric, prometheus, skipCertification } from './http.ts';
import { ic } from './ic.ts';
import { audit, meter, outbox, roles } from './instance.ts';

// Certifying costs about 9 M instructions, so the audit tip is certified once per start of the
// canister and at most every few seconds after that, not in every message.
let certifiedTip = new Uint8Array();

const tipTree = () => labeled('audit_tip', leaf(certifiedTip));

/** Certifies the audit tip and the HTTP expressions; an upgrade clears what was certified. */
export function certifyRoot(): void {
  certifiedTip = new Uint8Array(audit.tip().hash);
  ic.certify(rootHash(fork(tipTree(), httpExpressionTree())));
}

/** Headers for an answer that is not certified. */
export function skipProof(): [string, string][] {
  return skipCertification(ic.dataCertificate(), fork(prune(tipTree()), httpExpressionTree()));
}

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
      name: 'qikcard_roles_version',
      help: 'Role changes that took effect here.',
      type: 'gauge',
      values: [{ value: roles.version() }],
    },
  ];
}
