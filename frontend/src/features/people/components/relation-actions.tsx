import type { PersonCard } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { personName } from '../../profile/components/person-name.ts';
import { type PeopleAction, useRelationChange } from '../api/people.ts';
import { PartingDialog } from './parting-dialog.tsx';

type Offer = {
  action: PeopleAction;
  label: 'accept' | 'block' | 'connect' | 'decline' | 'remove' | 'unblock' | 'withdraw';
  look: 'primary' | 'secondary' | 'quiet';
};

const connect: Offer = { action: 'request_connection', label: 'connect', look: 'secondary' };
const block: Offer = { action: 'block_person', label: 'block', look: 'quiet' };
const offers: Record<string, Offer[]> = {
  Stranger: [connect],
  RequestSent: [{ action: 'withdraw_request', label: 'withdraw', look: 'secondary' }],
  RequestReceived: [
    { action: 'accept_connection', label: 'accept', look: 'primary' },
    { action: 'decline_connection', label: 'decline', look: 'secondary' },
  ],
  Connected: [{ action: 'remove_connection', label: 'remove', look: 'secondary' }],
  Blocked: [{ action: 'unblock_person', label: 'unblock', look: 'secondary' }],
  Oneself: [],
};

/** What can be done about a person now. Parting and blocking are asked for once more. */
export function RelationActions({ person, full }: { person: PersonCard; full?: boolean }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const change = useRelationChange(person.principal);
  const [asked, setAsked] = useState<PeopleAction>();
  const relation = Object.keys(person.relation)[0] ?? 'Oneself';
  const blockable = full && relation !== 'Oneself' && relation !== 'Blocked';
  const name = personName(person);
  const act = (action: PeopleAction) => {
    if (action === 'remove_connection' || action === 'block_person') return setAsked(action);
    change.mutate(action, { onError: (error) => say(areaErrorText(error, t, p), 'problem') });
  };
  return (
    <div className="flex flex-wrap gap-2">
      {[...(offers[relation] ?? []), ...(blockable ? [block] : [])].map(
        ({ action, label, look }) => (
          <Button
            key={action}
            look={look}
            aria-label={`${p(`people.${label}`)}: ${name}`}
            busy={change.isPending && change.variables === action}
            onClick={() => act(action)}
          >
            {p(`people.${label}`)}
          </Button>
        ),
      )}
      <PartingDialog
        name={name}
        action={asked}
        change={change}
        onClose={() => setAsked(undefined)}
      />
    </div>
  );
}
