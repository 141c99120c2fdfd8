import { CONSENT_VERSION } from '@qikcard/contracts';
import { DoorOpen, Download, IdCard, type LucideIcon, ScrollText, Users } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useSession } from '../../session/api/session.tsx';
import { useAdvance } from '../api/steps.ts';
import { useFirstRunText } from '../api/text.ts';
import { StepFrame } from './step-frame.tsx';

const points: [name: 'name' | 'profile' | 'entries' | 'audit' | 'rights', icon: LucideIcon][] = [
  ['name', IdCard],
  ['profile', Users],
  ['entries', DoorOpen],
  ['audit', ScrollText],
  ['rights', Download],
];

/** What is kept and who sees it, agreed to before it is used. */
export function ConsentStep() {
  const t = useText();
  const p = usePeopleText();
  const f = useFirstRunText();
  const { signOut } = useSession();
  const advance = useAdvance();
  return (
    <StepFrame
      title={f('consent.title')}
      lead={f('consent.lead')}
      actions={
        <>
          {advance.isError && <Notice tone="problem">{areaErrorText(advance.error, t, p)}</Notice>}
          <Button
            size="lg"
            wide
            busy={advance.isPending}
            onClick={() => advance.mutate({ Consented: CONSENT_VERSION })}
          >
            {f('consent.agree')}
          </Button>
          <Button look="quiet" wide onClick={() => void signOut()}>
            {f('consent.decline')}
          </Button>
        </>
      }
    >
      <Card>
        <ul>
          {points.map(([name, Icon]) => (
            <li key={name} className="flex gap-4 border-line border-b px-5 py-4 last:border-b-0">
              <Icon
                aria-hidden
                size={20}
                strokeWidth={1.9}
                className="mt-0.5 shrink-0 text-muted"
              />
              <div className="flex flex-col gap-0.5 text-sm">
                <p className="font-semibold">{f(`consent.${name}`)}</p>
                <p className="text-muted">{f(`consent.${name}Text`)}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <Link
        to="/privacy"
        className="self-start rounded-sm font-medium text-accent-text text-sm underline underline-offset-4"
      >
        {f('consent.more')}
      </Link>
    </StepFrame>
  );
}
