import { QikCardError } from '@qikcard/client';
import type { ProfileView } from '@qikcard/contracts';
import { Flag, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { personName } from '../../profile/components/person-name.ts';
import { useEndorse } from '../api/people.ts';
import { ReportDialog } from './report-dialog.tsx';

/** What can be said about a person: a good word among connections, a report by anybody. */
export function PersonActions({ person }: { person: ProfileView }) {
  const t = useText();
  const p = usePeopleText();
  const say = useToast();
  const endorse = useEndorse(person.principal);
  const [reporting, setReporting] = useState(false);
  const name = personName(person);
  const praise = () =>
    endorse.mutate(undefined, {
      onSuccess: () => say(p('endorse.done', { name })),
      onError: (error) => {
        const unmet = error instanceof QikCardError && error.code === 'Invalid';
        say(unmet ? p('endorse.unmet') : areaErrorText(error, t, p), 'problem');
      },
    });
  return (
    <div className="flex flex-wrap gap-2">
      {'Connected' in person.relation && (
        <Button look="secondary" icon={ThumbsUp} busy={endorse.isPending} onClick={praise}>
          {p('endorse.action')}
        </Button>
      )}
      <Button look="quiet" icon={Flag} onClick={() => setReporting(true)}>
        {p('report.action')}
      </Button>
      <ReportDialog
        person={person.principal}
        name={name}
        open={reporting}
        onClose={() => setReporting(false)}
      />
    </div>
  );
}
