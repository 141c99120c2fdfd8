import type { Principal } from '@dfinity/principal';
import type { Membership, MembershipPlan } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { usePerson } from '../../profile/api/profile.ts';
import { personName } from '../../profile/components/person-name.ts';
import { PersonField } from '../../transfers/components/person-field.tsx';
import { useGive, useHolders, useWithdraw } from '../api/memberships.ts';

/** Who has a pass; given and taken back here. */
export function Holders({ plan }: { plan: MembershipPlan }) {
  const t = useText();
  const m = useMembershipsText();
  const holders = useHolders(plan.id);
  return (
    <Section title={m('holders')}>
      <GiveForm plan={plan} />
      {holders.isPending && <SkeletonRows rows={2} className="h-14 rounded-md" />}
      {holders.isError && <ErrorPanel error={holders.error} onRetry={() => holders.refetch()} />}
      {holders.data?.length === 0 && <p className="text-muted">{m('holdersNone')}</p>}
      {holders.data && holders.data.length > 0 && (
        <Card>
          <ul>
            {holders.data.map((each) => (
              <Holder key={String(each.id)} membership={each} />
            ))}
          </ul>
        </Card>
      )}
      {holders.hasNextPage && (
        <Button
          look="secondary"
          busy={holders.isFetchingNextPage}
          onClick={() => holders.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
}

function GiveForm({ plan }: { plan: MembershipPlan }) {
  const t = useText();
  const m = useMembershipsText();
  const say = useToast();
  const give = useGive(plan.id);
  const [person, setPerson] = useState<Principal>();
  const [missing, setMissing] = useState(false);
  /** A new field for the next person. */
  const [given, setGiven] = useState(0);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!person);
        if (!person) return;
        const done = () => {
          say(m('given'));
          setGiven(given + 1);
          setPerson(undefined);
        };
        give.mutate(person, { onSuccess: done });
      }}
    >
      <PersonField key={given} label={m('person')} missing={missing} onChange={setPerson} />
      {give.isError && <Notice tone="problem">{errorText(give.error, t)}</Notice>}
      <div>
        <Button type="submit" busy={give.isPending}>
          {m('give')}
        </Button>
      </div>
    </form>
  );
}

function Holder({ membership }: { membership: Membership }) {
  const m = useMembershipsText();
  const { holder, withdrawn, plan, id } = membership;
  const person = usePerson(holder.toText()).data;
  const name = personName(person ?? { principal: holder, username: [] });
  const [asking, setAsking] = useState(false);
  const withdraw = useWithdraw(plan.id);
  const give = useGive(plan.id);
  return (
    <li className="flex flex-wrap items-center gap-4 border-line border-b px-5 py-3 last:border-b-0">
      <p className="min-w-0 flex-1 basis-40 truncate font-medium text-sm">{name}</p>
      {withdrawn ? (
        <>
          <StatusPill status="refused">{m('withdrawn')}</StatusPill>
          <Button
            look="quiet"
            busy={give.isPending}
            aria-label={`${m('again')}: ${name}`}
            onClick={() => give.mutate(holder)}
          >
            {m('again')}
          </Button>
        </>
      ) : (
        <Button
          look="quiet"
          aria-label={`${m('withdraw')}: ${name}`}
          onClick={() => setAsking(true)}
        >
          {m('withdraw')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={m('withdrawTitle', { name })}
        text={m('withdrawText')}
        action={m('withdraw')}
        busy={withdraw.isPending}
        error={withdraw.error}
        onClose={() => setAsking(false)}
        onConfirm={() => withdraw.mutate(id, { onSuccess: () => setAsking(false) })}
      />
    </li>
  );
}
