import { roleNames } from '@qikcard/contracts';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { useGrantRole } from '../api/grants.ts';
import { useAdminText } from '../api/text.ts';
import { useUsers } from '../api/users.ts';
import { emptyGrant, type GrantDraft, type GrantProblem, readGrant } from './grant-form.ts';

type Props = { open: boolean; onClose(): void };

/** Who, which role, where, until when. */
export function GrantDialog({ open, onClose }: Props) {
  const text = useAdminText();
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={text('grant')}
      description={text('grantText')}
    >
      <GrantForm onClose={onClose} />
    </Dialog>
  );
}

function GrantForm({ onClose }: { onClose(): void }) {
  const t = useText();
  const text = useAdminText();
  const say = useToast();
  const grant = useGrantRole();
  const users = useUsers();
  const people = useId();
  const [draft, setDraft] = useState(emptyGrant);
  const [problems, setProblems] = useState<GrantProblem[]>([]);
  const set = (part: Partial<GrantDraft>) => {
    setDraft({ ...draft, ...part });
    setProblems(problems.filter((field) => !(field in part)));
  };
  const wrong = (field: GrantProblem, sentence: string) =>
    problems.includes(field) ? sentence : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readGrant(draft, Date.now());
    setProblems('problems' in read ? read.problems : []);
    if ('problems' in read) return;
    grant.mutate(read.grant, {
      onSuccess: () => {
        say(text('granted'));
        onClose();
      },
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label={text('principal')}
        hint={text('principalHint')}
        error={wrong('principal', text('principalWrong'))}
        value={draft.principal}
        onChange={(event) => set({ principal: event.target.value })}
        list={people}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={people}>
        {users.data?.map(({ principal, display_name }) => (
          <option key={principal.toText()} value={principal.toText()}>
            {display_name}
          </option>
        ))}
      </datalist>
      <Select
        label={text('role')}
        hint={text(`hint.${draft.role}`)}
        value={draft.role}
        onChange={({ target }) =>
          set({ role: roleNames.find((name) => name === target.value) ?? draft.role })
        }
      >
        {roleNames.map((name) => (
          <option key={name} value={name}>
            {text(`role.${name}`)}
          </option>
        ))}
      </Select>
      {draft.role !== 'admin' && (
        <Select
          label={text('scope')}
          value={draft.scope}
          onChange={({ target }) => set({ scope: target.value === 'event' ? 'event' : 'platform' })}
        >
          <option value="platform">{text('everywhere')}</option>
          <option value="event">{text('oneEvent')}</option>
        </Select>
      )}
      {draft.role !== 'admin' && draft.scope === 'event' && (
        <TextField
          label={text('eventId')}
          hint={text('eventIdHint')}
          error={wrong('eventId', text('eventIdWrong'))}
          value={draft.eventId}
          onChange={(event) => set({ eventId: event.target.value })}
          inputMode="numeric"
          autoComplete="off"
        />
      )}
      <TextField
        label={text('expires')}
        optional={t('field.optional')}
        hint={text('expiresHint', { zone: localZone() })}
        error={wrong('expires', text('expiresPast'))}
        type="datetime-local"
        value={draft.expires}
        onChange={(event) => set({ expires: event.target.value })}
      />
      {grant.isError && <Notice tone="problem">{errorText(grant.error, t)}</Notice>}
      <Button type="submit" size="lg" wide busy={grant.isPending}>
        {text('grant')}
      </Button>
    </form>
  );
}
