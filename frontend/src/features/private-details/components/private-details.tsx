import type { SealedField } from '@qikcard/contracts';
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { usePrivateText } from '../../../locales/private.ts';
import { type OpenDetails, useSealedFields, useUnlock } from '../api/private-details.ts';
import { DetailsForm } from './details-form.tsx';

/** What only I can read: locked until I ask for it. */
export function PrivateDetails() {
  const s = usePrivateText();
  const sealed = useSealedFields();
  const unlock = useUnlock();
  const [opened, setOpened] = useState<OpenDetails>();
  return (
    <Section
      title={s('title')}
      action={
        opened && (
          <Button look="quiet" icon={Lock} onClick={() => setOpened(undefined)}>
            {s('lock')}
          </Button>
        )
      }
    >
      {sealed.isPending && <SkeletonRows rows={1} className="h-32 rounded-lg" />}
      {sealed.isError && !sealed.data && (
        <ErrorPanel error={sealed.error} onRetry={() => void sealed.refetch()} />
      )}
      {sealed.data &&
        (opened ? (
          <DetailsForm opened={opened} onSaved={setOpened} />
        ) : (
          <Locked
            fields={sealed.data}
            busy={unlock.isPending}
            error={unlock.error}
            onUnlock={() => unlock.mutate(sealed.data, { onSuccess: setOpened })}
          />
        ))}
    </Section>
  );
}

type LockedProps = {
  fields: SealedField[];
  busy: boolean;
  error: Error | null;
  onUnlock(): void;
};

function Locked({ fields, busy, error, onUnlock }: LockedProps) {
  const t = useText();
  const p = usePeopleText();
  const s = usePrivateText();
  const isEmpty = fields.length === 0;
  return (
    <Card className="flex flex-col gap-4 p-5 md:p-6">
      <div className="flex gap-4">
        <span className="flex size-11 shrink-0 items-center justify-center rounded-md bg-accent-tint text-accent-text">
          <Lock aria-hidden size={20} />
        </span>
        <div className="flex min-w-0 flex-col gap-1">
          <p className="font-medium">{isEmpty ? s('none') : s.count('stored', fields.length)}</p>
          <p className="text-muted text-sm">{s('lead')}</p>
        </div>
      </div>
      {error && <Notice tone="problem">{areaErrorText(error, t, p)}</Notice>}
      <Button
        look="secondary"
        icon={LockOpen}
        busy={busy}
        className="self-start"
        onClick={onUnlock}
      >
        {s(isEmpty ? 'add' : 'unlock')}
      </Button>
    </Card>
  );
}
