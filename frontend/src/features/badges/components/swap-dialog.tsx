import type { BadgeView } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useSession } from '../../session/api/session.tsx';
import { useBadgesOf } from '../api/badges.ts';
import { useMarketSteps } from '../api/market.ts';
import { BadgePicture } from './badge-picture.tsx';
import { numberText } from './badge-words.tsx';

/** Offering one of one's own badges for this one. */
export function SwapDialog({ badge, onClose }: { badge: BadgeView; onClose(): void }) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const { principal } = useSession();
  const own = useBadgesOf(principal).data?.filter(({ design }) => !design.soulbound) ?? [];
  const { swap } = useMarketSteps();
  const [chosen, setChosen] = useState<string>();
  const mine = own.find(({ id }) => String(id) === chosen) ?? own[0];
  const done = () => {
    say(p('swap.done'));
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={p('swap.title')} description={p('swap.lead')}>
      {!mine ? (
        <p className="text-muted">{p('swap.none')}</p>
      ) : (
        <div className="flex flex-col gap-5">
          <Select
            label={p('swap.mine')}
            value={String(mine.id)}
            onChange={({ target }) => setChosen(target.value)}
          >
            {own.map((each) => (
              <option key={String(each.id)} value={String(each.id)}>
                {`${each.design.name}, ${numberText(each, p)}`}
              </option>
            ))}
          </Select>
          <div className="grid grid-cols-2 gap-4">
            <BadgePicture badge={mine} />
            <BadgePicture badge={badge} />
          </div>
          {swap.isError && <Notice tone="problem">{areaErrorText(swap.error, t, p)}</Notice>}
          <Button
            wide
            busy={swap.isPending}
            onClick={() => swap.mutate({ mine: mine.id, theirs: badge.id }, { onSuccess: done })}
          >
            {p('swap.action')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
