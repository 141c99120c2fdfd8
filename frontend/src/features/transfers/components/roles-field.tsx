import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { useEvents } from '../../events/api/events.ts';
import { useMe } from '../../session/api/me.ts';
import { useTransfersText } from '../api/text.ts';

type Props = {
  /** The event whose roles go; all roles when absent. */
  value: bigint | undefined;
  onChange(eventId: bigint | undefined): void;
};

/** Which roles go: all of them, or those of one event. */
export function RolesField({ value, onChange }: Props) {
  const text = useTransfersText();
  const events = useEvents().data ?? [];
  const roles = useMe().data?.roles ?? [];
  const ids = [...new Set(roles.flatMap(({ scope }) => ('Event' in scope ? [scope.Event] : [])))];
  const titleOf = (id: bigint) =>
    events.find((event) => event.id === id)?.name ?? text('event', { id: String(id) });
  return (
    <>
      <Select
        label={text('what')}
        hint={text('whatHint')}
        value={String(value ?? '')}
        onChange={({ target }) => onChange(ids.find((id) => String(id) === target.value))}
      >
        <option value="">{text('everything')}</option>
        {ids.map((id) => (
          <option key={String(id)} value={String(id)}>
            {text('rolesOf', { event: titleOf(id) })}
          </option>
        ))}
      </Select>
      {value === undefined && <Notice tone="waiting">{text('everythingText')}</Notice>}
    </>
  );
}
