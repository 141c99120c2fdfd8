import type { BadgeView } from '@qikcard/contracts';
import type { ApprovalInfo } from '@qikcard/contracts/icrc/badge-approvals';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useApprovals, useRevoke } from '../api/badges.ts';

/** Who else may move a badge, and taking that back. */
export function Approvals({ badge }: { badge: BadgeView }) {
  const p = useBadgesText();
  const approvals = useApprovals(badge).data;
  if (!approvals) return null;
  const none = approvals.one.length + approvals.all.length === 0;
  return (
    <Section title={p('approvals.title')}>
      {none && <p className="text-muted">{p('approvals.none')}</p>}
      {!none && (
        <Card>
          <ul>
            {approvals.one.map((info) => (
              <Approval key={info.spender.owner.toText()} badge={badge} info={info} all={false} />
            ))}
            {approvals.all.map((info) => (
              <Approval key={`*${info.spender.owner.toText()}`} badge={badge} info={info} all />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

type Props = { badge: BadgeView; info: ApprovalInfo; all: boolean };

function Approval({ badge, info, all }: Props) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const spender = info.spender.owner;
  const name = usePersonName(spender.toText());
  const revoke = useRevoke(badge.id);
  const [until] = info.expires_at;
  const at = { locale: t.locale, zone: localZone() };
  const end =
    until === undefined ? '' : ` · ${p('approvals.until', { time: dateTime(until, at) })}`;
  const done = () => say(p('approvals.revoked', { name }));
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-line border-b px-5 py-4 last:border-b-0">
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="text-muted text-sm">
          {p(all ? 'approvals.all' : 'approvals.one')}
          {end}
        </p>
        <p className="wrap-anywhere font-mono text-muted text-xs">{spender.toText()}</p>
      </div>
      <Button
        look="danger"
        busy={revoke.isPending}
        aria-label={p('approvals.revokeOf', { name })}
        onClick={() => revoke.mutate({ spender, all }, { onSuccess: done })}
      >
        {p('approvals.revoke')}
      </Button>
      {revoke.isError && <Notice tone="problem">{areaErrorText(revoke.error, t, p)}</Notice>}
    </li>
  );
}
