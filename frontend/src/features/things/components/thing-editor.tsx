import type { ResourceOwner, ResourceView } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { readId } from '../../events/api/events.ts';
import { ownerText, useRetireThing, useSaveThing, useThing } from '../api/things.ts';
import { useZone } from '../api/zone.ts';
import { KitField } from './kit-field.tsx';
import { PicturesField } from './pictures-field.tsx';
import { ThingFields } from './thing-fields.tsx';
import { draftOf, emptyForm, formOf, problemsOf, type ThingErrors } from './thing-form.ts';
import { thingsError } from './things-error.ts';
import { OfOwner } from './use-owner.tsx';

/** A new thing. */
export function NewThingPage() {
  return <OfOwner>{(owner) => <Editor owner={owner} />}</OfOwner>;
}

/** A thing that is lent already. */
export function EditThingPage() {
  const p = useThingsText();
  const thing = useThing(readId(useParams()['thingId']) ?? 0n);
  if (thing.data) return <Editor owner={thing.data.owner} thing={thing.data} />;
  return (
    <Page title={p('edit.title')} width="narrow">
      {thing.isPending && <SkeletonRows rows={3} />}
      {thing.isError && <ErrorPanel error={thing.error} onRetry={() => thing.refetch()} />}
    </Page>
  );
}

function Editor({ owner, thing }: { owner: ResourceOwner; thing?: ResourceView }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(owner);
  const go = useNavigate();
  const say = useToast();
  const save = useSaveThing(thing?.id);
  const [form, setForm] = useState(thing ? formOf(thing) : emptyForm);
  const [errors, setErrors] = useState<ThingErrors>({});
  const send = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(form, p);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    save.mutate(draftOf(form, owner), {
      onSuccess: ({ id, name }) => {
        say(p('edit.saved', { name }));
        go(`/things/${id}`);
      },
    });
  };
  return (
    <Page
      title={thing ? thing.name : p('edit.newTitle')}
      width="narrow"
      back={{ to: `/lend/${ownerText(owner)}`, label: p('desk.title') }}
    >
      {thing && <PicturesField thing={thing} />}
      <form onSubmit={send} noValidate className="flex flex-col gap-6">
        {save.isError && <Notice tone="problem">{thingsError(save.error, t, p, at)}</Notice>}
        <ThingFields
          form={form}
          errors={errors}
          ofEvent={'Event' in owner}
          isKit={form.parts.length > 0}
          onChange={setForm}
        />
        <KitField
          owner={owner}
          self={thing?.id}
          parts={form.parts}
          error={errors.parts}
          onChange={(parts) => setForm({ ...form, parts })}
        />
        <div className="flex flex-wrap justify-between gap-3">
          {thing ? <Retire thing={thing} /> : <span />}
          <Button type="submit" size="lg" busy={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function Retire({ thing }: { thing: ResourceView }) {
  const p = useThingsText();
  const go = useNavigate();
  const retire = useRetireThing(thing.id);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" size="lg" onClick={() => setAsking(true)}>
        {p('action.retire')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={p('action.retire')}
        text={p('edit.retireAsk')}
        action={p('action.retire')}
        busy={retire.isPending}
        error={retire.error}
        onConfirm={() => retire.mutate(undefined, { onSuccess: () => go(`/things/${thing.id}`) })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
