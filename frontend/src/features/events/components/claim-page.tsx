import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useWaiting } from '../../badges/api/waiting.ts';
import { WaitingBadges } from '../../badges/components/waiting-badges.tsx';
import { useMe } from '../../session/api/me.ts';
import { useTakeOver } from '../api/sheet.ts';

/** Claiming a guest's place, or taking one that somebody passes on. */
export function ClaimPage() {
  const t = useText();
  const e = useEventsText();
  const p = useBadgesText();
  const go = useNavigate();
  const say = useToast();
  const me = useMe();
  const take = useTakeOver();
  const [params] = useSearchParams();
  const [code, setCode] = useState(params.get('code') ?? '');
  const waiting = useWaiting(code);
  const problem = take.error ?? waiting.error;
  const name = me.data?.user?.display_name ?? '';
  return (
    <Page
      title={e('claim.title')}
      lead={e('claim.lead')}
      back={{ to: '/', label: t('nav.home') }}
      width="narrow"
    >
      <Card className="p-6">
        <form
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            const done = ({ event_id }: { event_id: bigint }) => {
              say(waiting.data?.badges.length ? p('waiting.done') : e('claim.done'));
              go(`/events/${event_id}`);
            };
            take.mutate({ code, display_name: name }, { onSuccess: done });
          }}
        >
          <TextField
            label={e('claim.code')}
            value={code}
            onChange={({ target }) => setCode(target.value)}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            required
            className="font-mono uppercase tracking-wider"
          />
          {problem && <Notice tone="problem">{areaErrorText(problem, t, e)}</Notice>}
          {waiting.data && (
            <WaitingBadges event={waiting.data.place.event_name} badges={waiting.data.badges} />
          )}
          <Button type="submit" size="lg" busy={take.isPending || !me.isSuccess}>
            {e('claim.action')}
          </Button>
        </form>
      </Card>
    </Page>
  );
}
