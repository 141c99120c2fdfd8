import type { EventView, PassPolicy } from '@qikcard/contracts';
import { useState } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useGateText } from '../../../locales/gate.ts';
import { usePassPolicy, useSavePolicy } from '../api/policy.ts';
import { Choices } from './choices.tsx';

const POSSESSIONS = ['Optional', 'Required', 'GateChallenge'] as const;
const CHECKERS = ['Reader', 'Canister'] as const;
type Possession = (typeof POSSESSIONS)[number];
type Checker = (typeof CHECKERS)[number];

/** What guests must show at the doors of an event, in plain words and with what each choice means. */
export function PolicyPanel({ event }: { event: EventView }) {
  const g = useGateText();
  const policy = usePassPolicy(event.id);
  return (
    <Section title={g('policy')}>
      <p className="max-w-2xl text-muted text-sm">{g('policyLead')}</p>
      {policy.isPending && <SkeletonRows rows={2} className="h-40 rounded-lg" />}
      {policy.isError && <ErrorPanel error={policy.error} onRetry={() => policy.refetch()} />}
      {policy.data && <PolicyForm event={event} policy={policy.data} />}
    </Section>
  );
}

function PolicyForm({ event, policy }: { event: EventView; policy: PassPolicy }) {
  const t = useText();
  const g = useGateText();
  const say = useToast();
  const save = useSavePolicy(event.id);
  const [possession, setPossession] = useState<Possession>(nameOf(policy.possession, POSSESSIONS));
  const [checker, setChecker] = useState<Checker>(nameOf(policy.checked_by, CHECKERS));
  const [plain, setPlain] = useState(policy.plain_cards);
  const submit = () => {
    const wanted = {
      possession: { [possession]: null } as PassPolicy['possession'],
      checked_by: { [checker]: null } as PassPolicy['checked_by'],
      plain_cards: plain,
    };
    save.mutate(wanted, { onSuccess: () => say(g('policySaved')) });
  };
  return (
    <Card className="flex max-w-2xl flex-col gap-8 p-6">
      <Choices<Possession>
        legend={g('policyPossession')}
        name="possession"
        value={possession}
        onChange={(value) => setPossession(value)}
        options={POSSESSIONS.map((value) => ({
          value,
          label: g(`possession.${value}`),
          hint: g(`possession.${value}Hint`),
        }))}
      />
      <Choices<Checker>
        legend={g('policyChecked')}
        name="checker"
        value={checker}
        onChange={(value) => setChecker(value)}
        options={CHECKERS.map((value) => ({
          value,
          label: g(`checked.${value}`),
          hint: g(`checked.${value}Hint`),
        }))}
      />
      <div className="flex flex-col gap-1">
        <Switch label={g('policyPlain')} checked={plain} onChange={setPlain} />
        <p className="text-muted text-sm">{g('policyPlainHint')}</p>
      </div>
      {save.isError && <Notice tone="problem">{errorText(save.error, t)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button busy={save.isPending} onClick={submit}>
          {g('policySave')}
        </Button>
        {possession === 'GateChallenge' && (
          <ButtonLink look="secondary" to={`/gate/${event.id}`}>
            {g('challengeOpen')}
          </ButtonLink>
        )}
      </div>
    </Card>
  );
}

/** The one case of a variant that is there. */
const nameOf = <N extends string>(variant: object, names: readonly N[]): N =>
  names.find((name) => name in variant) ?? names[0];
