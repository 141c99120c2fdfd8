import { PROFILE_LINKS_MAX, type ProfileLink } from '@qikcard/contracts';
import { Plus, X } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { isLink } from './profile-form.ts';

type Props = { links: ProfileLink[]; checked: boolean; onChange(links: ProfileLink[]): void };

/** A few links, each a name and an address. */
export function LinksField({ links, checked, onChange }: Props) {
  const p = usePeopleText();
  const change = (at: number, part: Partial<ProfileLink>) =>
    onChange(links.map((link, index) => (index === at ? { ...link, ...part } : link)));
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1.5 font-medium text-sm">{p('field.links')}</legend>
      {links.map((link, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a link is its place in the list while it is typed
        <div key={at} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-[2fr_3fr]">
            <TextField
              label={p('link.label')}
              value={link.label}
              onChange={(event) => change(at, { label: event.target.value })}
            />
            <TextField
              label={p('link.url')}
              type="url"
              placeholder="https://"
              value={link.url}
              error={checked && !isLink(link) ? p('link.problem') : undefined}
              onChange={(event) => change(at, { url: event.target.value })}
            />
          </div>
          <IconButton
            icon={X}
            label={p('link.remove', { name: link.label })}
            className="mt-7"
            onClick={() => onChange(links.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {links.length < PROFILE_LINKS_MAX && (
        <Button
          look="secondary"
          icon={Plus}
          className="self-start"
          onClick={() => onChange([...links, { label: '', url: '' }])}
        >
          {p('link.add')}
        </Button>
      )}
    </fieldset>
  );
}
