import type { CanisterName } from '@qikcard/contracts';
import { useEffect, useRef } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { rootKeyOf } from '../../../lib/root-key.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { useSession } from '../../session/api/session.tsx';
import type { AuditVerdict } from '../api/audit-chain.ts';
import { useAuditTip } from '../api/platform.ts';
import { useAdminText } from '../api/text.ts';
import { useVerify } from '../api/use-verify.ts';
import { Sound } from './sound.tsx';

/** One trail: how long it is, its proof under way, and what came out. `round` asks from outside. */
export function AuditRow({ name, round }: { name: CanisterName; round: number }) {
  const t = useText();
  const text = useAdminText();
  const tip = useAuditTip(name);
  const { verify, progress } = useVerify(name);
  const done = useRef(round);
  const { mutate, isPending } = verify;
  useEffect(() => {
    if (done.current === round) return;
    done.current = round;
    if (!isPending) mutate();
  }, [round, isPending, mutate]);
  return (
    <li className="flex flex-col gap-3 border-line border-b p-5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="font-semibold">{name}</h2>
          <p className="tabular text-muted text-sm">
            {tip.data && text.count('entries', Number(tip.data.length))}
            {tip.isPending && <Skeleton className="h-5 w-20" />}
            {tip.isError && !tip.data && errorText(tip.error, t)}
          </p>
        </div>
        <Button
          look="secondary"
          busy={isPending}
          aria-label={text('verifyNamed', { name })}
          onClick={() => mutate()}
        >
          {text('verify')}
        </Button>
      </div>
      {isPending && <Progress name={name} {...progress} />}
      {verify.isError && <Notice tone="problem">{errorText(verify.error, t)}</Notice>}
      {verify.data && !isPending && <Verdict verdict={verify.data} />}
    </li>
  );
}

/** What was proven, step by step from the key of the network to the first entry. */
function Proof({ verdict }: { verdict: Extract<AuditVerdict, { outcome: 'whole' }> }) {
  const t = useText();
  const text = useAdminText();
  const { network } = useSession();
  const length = new Intl.NumberFormat(t.locale).format(verdict.checked);
  const at = { locale: t.locale, zone: localZone() };
  const signedAtNs = toNs(verdict.certifiedAt.getTime());
  return (
    <div className="flex flex-col gap-3">
      <Sound>{verdict.checked === 0n ? text('wholeEmpty') : text('whole', { length })}</Sound>
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
        <dt className="text-muted">{text('proofSigned')}</dt>
        <dd className="tabular">{dateTime(signedAtNs, at)}</dd>
        <dt className="text-muted">{text('proofRootKey')}</dt>
        <dd className="break-all font-mono text-xs leading-5">…{rootKeyOf(network).slice(-32)}</dd>
        <dt className="text-muted">{text('proofTip')}</dt>
        <dd className="break-all font-mono text-xs leading-5">{hex(verdict.hash)}</dd>
      </dl>
    </div>
  );
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

type ProgressProps = { name: string; checked: bigint; length: bigint };

function Progress({ name, checked, length }: ProgressProps) {
  const t = useText();
  const text = useAdminText();
  const figure = new Intl.NumberFormat(t.locale);
  return (
    <div className="flex flex-col gap-1.5">
      <progress
        aria-label={text('verifyNamed', { name })}
        max={Math.max(1, Number(length))}
        value={Number(checked)}
        className="h-1.5 w-full accent-accent"
      />
      <p className="tabular text-muted text-sm">
        {text('verifying', { checked: figure.format(checked), length: figure.format(length) })}
      </p>
    </div>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const t = useText();
  const text = useAdminText();
  const figure = new Intl.NumberFormat(t.locale);
  const checked = figure.format(verdict.checked);
  if (verdict.outcome === 'whole') return <Proof verdict={verdict} />;
  if (verdict.outcome === 'unproven') {
    return (
      <Notice tone="problem">
        {text('unproven')}
        {verdict.problem && (
          <span className="block break-words font-normal">{verdict.problem}</span>
        )}
      </Notice>
    );
  }
  const index = 'index' in verdict ? figure.format(verdict.index) : '';
  return <Notice tone="problem">{text(verdict.outcome, { checked, index })}</Notice>;
}
