import type { MembershipPlan } from '@qikcard/contracts';
import { useNavigate, useParams } from 'react-router';
import { Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { readId } from '../../events/api/events.ts';
import { usePlans, useSavePlan } from '../api/memberships.ts';
import { emptyPlan, formOf } from '../api/plan-form.ts';
import { Holders } from './holders.tsx';
import { PlanEditor } from './plan-editor.tsx';

/** A season pass that does not exist yet. */
export function NewPlanPage() {
  const m = useMembershipsText();
  return (
    <PlanFrame title={m('create')}>
      <Editor plan={undefined} />
    </PlanFrame>
  );
}

/** One season pass: what it opens, and who has it. */
export function PlanPage() {
  const m = useMembershipsText();
  const id = readId(useParams()['planId']);
  const plans = usePlans();
  const plan = plans.data?.find((each) => each.id === id);
  return (
    <PlanFrame title={plan?.name ?? m('title')}>
      {plans.isPending && <SkeletonRows rows={3} className="h-24 rounded-lg" />}
      {plans.isError && <ErrorPanel error={plans.error} onRetry={() => plans.refetch()} />}
      {plans.data && !plan && <p className="text-muted">{m('noneTitle')}</p>}
      {plan && <Holders plan={plan} />}
      {plan && (
        <Section title={m('edit')}>
          <Editor key={String(plan.id)} plan={plan} />
        </Section>
      )}
    </PlanFrame>
  );
}

function PlanFrame({ title, children }: { title: string; children: React.ReactNode }) {
  const m = useMembershipsText();
  const back = { to: '/organizer/memberships', label: m('title') };
  return (
    <Page title={title} back={back} width="narrow">
      {children}
    </Page>
  );
}

function Editor({ plan }: { plan: MembershipPlan | undefined }) {
  const m = useMembershipsText();
  const say = useToast();
  const go = useNavigate();
  const save = useSavePlan(plan?.id);
  const zone = localZone();
  return (
    <PlanEditor
      initial={plan ? formOf(plan, zone) : emptyPlan(Date.now(), zone)}
      busy={save.isPending}
      error={save.error}
      onSave={(draft) =>
        save.mutate(draft, {
          onSuccess: ({ id }) => {
            say(m('saved'));
            if (!plan) go(`/organizer/memberships/${id}`);
          },
        })
      }
    />
  );
}
