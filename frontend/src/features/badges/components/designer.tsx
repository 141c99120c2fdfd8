import { useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useDesignSteps } from '../api/designs.ts';
import { ArtPicture, artOfDesign } from './badge-picture.tsx';
import {
  costOf,
  type DesignForm,
  draftOf,
  type Errors,
  emptyForm,
  errorsOf,
  eventKinds,
  globalKinds,
  type Kind,
  needsCount,
} from './design-form.ts';

type Props = { eventId: bigint; left: bigint | undefined; onClose(): void };

/** A new badge, with its art drawn while it is described. */
export function Designer({ eventId, left, onClose }: Props) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const element = useRef<HTMLFormElement>(null);
  const { create } = useDesignSteps();
  const kinds = eventId === 0n ? globalKinds : eventKinds;
  const [form, setForm] = useState(() => emptyForm(kinds[0]));
  const [tried, setTried] = useState(false);
  const errors = tried ? errorsOf(form, left, p, t.locale) : {};
  const change = (part: Partial<DesignForm>) => setForm({ ...form, ...part });
  const submit = () => {
    setTried(true);
    if (Object.keys(errorsOf(form, left, p, t.locale)).length > 0) {
      // After the messages are there, so that the reader hears the first one.
      setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    create.mutate(draftOf(form, eventId), {
      onSuccess: ({ name }) => {
        say(p('design.created', { name }));
        onClose();
      },
    });
  };
  return (
    <Card className="grid items-start gap-8 p-5 md:p-8 lg:grid-cols-[1fr_20rem]">
      <form
        ref={element}
        noValidate
        className="flex min-w-0 flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h2 className="font-semibold text-xl">{p('design.new')}</h2>
        <LookFields form={form} errors={errors} onChange={change} />
        <RuleFields form={form} kinds={kinds} errors={errors} onChange={change} />
        <PayFields form={form} left={left} errors={errors} onChange={change} />
        {create.isError && <Notice tone="problem">{areaErrorText(create.error, t, p)}</Notice>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" busy={create.isPending}>
            {p('design.create')}
          </Button>
        </div>
      </form>
      <Preview form={form} eventId={eventId} />
    </Card>
  );
}

function Preview({ form, eventId }: { form: DesignForm; eventId: bigint }) {
  const p = useBadgesText();
  const draft = draftOf(form, eventId);
  const named = { ...draft, name: draft.name || p('design.name') };
  return (
    <figure className="order-first flex flex-col gap-3 lg:sticky lg:top-8 lg:order-last">
      <ArtPicture
        art={{ ...artOfDesign(named), id: 1n, edition: 1, transfers: 0 }}
        className="mx-auto max-w-64 lg:max-w-none"
      />
      <figcaption className="text-center text-muted text-sm">{p('design.preview')}</figcaption>
    </figure>
  );
}

type FieldsProps = {
  form: DesignForm;
  errors: Errors;
  onChange(part: Partial<DesignForm>): void;
};
/** `error` only where there is one: an absent property is not an undefined one. */
const errorProp = (error: string | undefined) => (error === undefined ? {} : { error });

function LookFields({ form, errors, onChange }: FieldsProps) {
  const p = useBadgesText();
  const optional = p('design.optional');
  return (
    <>
      <TextField
        label={p('design.name')}
        value={form.name}
        maxLength={60}
        {...errorProp(errors.name)}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <TextArea
        label={p('design.description')}
        optional={optional}
        value={form.description}
        maxLength={300}
        onChange={({ target }) => onChange({ description: target.value })}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          label={p('design.season')}
          optional={optional}
          value={form.season}
          maxLength={40}
          onChange={({ target }) => onChange({ season: target.value })}
        />
        <Hue value={form.hue} onChange={(hue) => onChange({ hue })} />
      </div>
    </>
  );
}

function Hue({ value, onChange }: { value: number; onChange(hue: number): void }) {
  const p = useBadgesText();
  const rainbow = [0, 60, 120, 180, 240, 300, 359].map((hue) => `hsl(${hue} 75% 55%)`).join(', ');
  return (
    <label className="flex flex-col gap-1.5 font-medium text-sm">
      {p('design.hue')}
      <span className="flex min-h-12 items-center">
        <input
          type="range"
          min={0}
          max={359}
          value={value}
          onChange={({ target }) => onChange(Number(target.value))}
          className="h-4 w-full cursor-pointer appearance-none rounded-full [&::-webkit-slider-thumb]:size-7 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-4 [&::-webkit-slider-thumb]:border-white [&::-webkit-slider-thumb]:bg-[var(--thumb)] [&::-webkit-slider-thumb]:outline-1 [&::-webkit-slider-thumb]:outline-line-strong"
          style={
            {
              background: `linear-gradient(to right, ${rainbow})`,
              '--thumb': `hsl(${value} 75% 40%)`,
            } as React.CSSProperties
          }
        />
      </span>
    </label>
  );
}

function RuleFields({ form, kinds, errors, onChange }: FieldsProps & { kinds: readonly Kind[] }) {
  const p = useBadgesText();
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Select
        label={p('design.for')}
        value={form.kind}
        onChange={({ target }) => onChange({ kind: target.value as Kind })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {p(`design.${kind}`)}
          </option>
        ))}
      </Select>
      {needsCount(form.kind) && (
        <TextField
          label={p('design.count')}
          inputMode="numeric"
          value={form.count}
          {...errorProp(errors.count)}
          onChange={({ target }) => onChange({ count: target.value })}
        />
      )}
    </div>
  );
}

function PayFields({ form, left, errors, onChange }: FieldsProps & { left: bigint | undefined }) {
  const t = useText();
  const p = useBadgesText();
  const optional = p('design.optional');
  const cost = costOf(form);
  const rewardHint =
    cost > 0n
      ? p('design.costs', { total: qikAmount(cost, t.locale) })
      : left !== undefined && p('design.rewardHint', { left: qikAmount(left, t.locale) });
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          label={p('design.supply')}
          optional={optional}
          hint={p('design.supplyHint')}
          inputMode="numeric"
          value={form.supply}
          {...errorProp(errors.supply)}
          onChange={({ target }) => onChange({ supply: target.value })}
        />
        <TextField
          label={p('design.reward')}
          optional={optional}
          hint={rewardHint}
          inputMode="decimal"
          value={form.reward}
          {...errorProp(errors.reward)}
          onChange={({ target }) => onChange({ reward: target.value })}
        />
      </div>
      <Switch
        label={p('design.soulbound')}
        hint={p('design.soulboundHint')}
        checked={form.soulbound}
        onChange={(soulbound) => onChange({ soulbound })}
      />
      {!form.soulbound && (
        <TextField
          label={p('design.royalty')}
          optional={optional}
          hint={p('design.royaltyHint')}
          inputMode="decimal"
          value={form.royalty}
          {...errorProp(errors.royalty)}
          onChange={({ target }) => onChange({ royalty: target.value })}
        />
      )}
    </>
  );
}
