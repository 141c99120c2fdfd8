import { KIT_PARTS_MAX, type ResourceOwner, type ResourceView } from '@qikcard/contracts';
import { Trash2 } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useThings } from '../api/things.ts';
import type { FormPart } from './thing-form.ts';

type Props = {
  owner: ResourceOwner;
  /** The thing that is edited: it cannot be its own part. */
  self: bigint | undefined;
  parts: FormPart[];
  error: string | undefined;
  onChange(parts: FormPart[]): void;
};

/** What a kit is made of: other things of the same owner, lent together. */
export function KitField({ owner, self, parts, error, onChange }: Props) {
  const t = useText();
  const p = useThingsText();
  const things = useThings({ text: '', owner });
  const all = things.data ?? [];
  const left = all.filter(({ id, parts: own }) => {
    const taken = parts.some((part) => part.id === id);
    return id !== self && own.length === 0 && !taken;
  });
  if (all.length === 0 || (left.length === 0 && parts.length === 0)) return null;
  const change = (id: bigint, count: string) =>
    onChange(parts.map((part) => (part.id === id ? { ...part, count } : part)));
  return (
    <Card className="p-5">
      <fieldset className="flex flex-col gap-4">
        <legend className="float-left w-full font-semibold text-sm">{p('kit.title')}</legend>
        <p className="clear-both text-muted text-sm">{p('kit.hint')}</p>
        {parts.map((part) => (
          <PartRow
            key={String(part.id)}
            name={nameOf(all, part)}
            part={part}
            onCount={(count) => change(part.id, count)}
            onRemove={() => onChange(parts.filter(({ id }) => id !== part.id))}
          />
        ))}
        {left.length > 0 && parts.length < KIT_PARTS_MAX && (
          <Select
            label={p('kit.add')}
            value=""
            onChange={({ target }) => {
              const thing = left.find(({ id }) => String(id) === target.value);
              if (thing) onChange([...parts, { id: thing.id, name: thing.name, count: '1' }]);
            }}
          >
            <option value="">{p('kit.choose')}</option>
            {left.map(({ id, name, quantity }) => (
              <option key={String(id)} value={String(id)}>
                {p('kit.option', { name, all: quantity })}
              </option>
            ))}
          </Select>
        )}
        {things.hasNextPage && (
          <Button
            look="quiet"
            busy={things.isFetchingNextPage}
            onClick={() => things.fetchNextPage()}
          >
            {t('action.more')}
          </Button>
        )}
        {error && <p className="text-refused-text text-sm">{error}</p>}
      </fieldset>
    </Card>
  );
}

const nameOf = (things: ResourceView[], { id, name }: FormPart): string =>
  things.find((thing) => thing.id === id)?.name ?? name;

type RowProps = { name: string; part: FormPart; onCount(count: string): void; onRemove(): void };

function PartRow({ name, part, onCount, onRemove }: RowProps) {
  const p = useThingsText();
  return (
    <div className="flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <TextField
          label={p('kit.count', { name })}
          value={part.count}
          inputMode="numeric"
          onChange={({ target }) => onCount(target.value)}
        />
      </div>
      <IconButton icon={Trash2} label={p('kit.remove', { name })} onClick={onRemove} />
    </div>
  );
}
