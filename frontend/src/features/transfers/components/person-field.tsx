import { Principal } from '@dfinity/principal';
import { USERNAME_MAX_CHARS } from '@qikcard/contracts';
import { useEffect, useState } from 'react';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { usePerson } from '../../profile/api/profile.ts';
import { useSettled } from '../../profile/api/username.ts';
import { personName } from '../../profile/components/person-name.ts';
import { useSession } from '../../session/api/session.tsx';
import { useTransfersText } from '../api/text.ts';

type Props = {
  label: string;
  /** Whether somebody tried to go on without a person. */
  missing: boolean;
  /** The person who is meant, once known; undefined while not. */
  onChange(person: Principal | undefined): void;
};

/** Somebody by username or principal, shown before anything is done with them. */
export function PersonField({ label, missing, onChange }: Props) {
  const text = useTransfersText();
  const { principal: own } = useSession();
  const [value, setValue] = useState('');
  const name = value.trim().replace(/^@/, '');
  const settled = useSettled(name);
  const person = usePerson(settled);
  const typed = readPrincipal(name);
  const known = settled === name ? person.data : undefined;
  const meant = known?.principal ?? typed;
  const meantText = meant?.toText();
  const isSelf = meantText === own;
  useEffect(() => {
    onChange(meantText && !isSelf ? Principal.fromText(meantText) : undefined);
  }, [meantText, isSelf, onChange]);
  const unknown = settled === name && name !== '' && person.isError && !typed;
  const error = isSelf
    ? text('personSelf')
    : unknown
      ? text('personUnknown', { name })
      : missing
        ? text('personMissing')
        : undefined;
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={label}
        hint={text('personHint')}
        error={error}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      {meant && !isSelf && (
        <div role="status" className="flex items-center gap-3 rounded-md bg-sunken p-3">
          <Avatar name={known ? personName(known).replace('@', '') : ''} />
          <p className="min-w-0 flex-1">
            <span className="block truncate font-semibold text-sm">
              {personName(known ?? { principal: meant, username: [] })}
            </span>
            <span className="block truncate font-mono text-muted text-xs">{meantText}</span>
          </p>
        </div>
      )}
    </div>
  );
}

function readPrincipal(text: string): Principal | undefined {
  if (text.length <= USERNAME_MAX_CHARS) return undefined;
  try {
    return Principal.fromText(text);
  } catch {
    return undefined;
  }
}
