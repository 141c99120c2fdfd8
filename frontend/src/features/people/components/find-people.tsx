import { useState } from 'react';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { usePeopleText } from '../../../locales/people.ts';
import { useSettled } from '../../profile/api/username.ts';
import { isSearch, usePeopleSearch, useSuggestions } from '../api/people.ts';
import { PersonList } from './person-list.tsx';

/** Finding people by username, or among those of the same events. */
export function FindPeople() {
  const p = usePeopleText();
  const [value, setValue] = useState('');
  const text = value.trim().replace(/^@/, '').toLowerCase();
  const search = useSettled(text);
  const found = usePeopleSearch(search);
  return (
    <div className="flex flex-col gap-8">
      <search className="flex flex-col gap-4">
        <TextField
          type="search"
          label={p('people.search')}
          hint={p('people.searchHint')}
          value={value}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setValue(event.target.value)}
        />
        {isSearch(search) && found.isPending && (
          <SkeletonRows rows={2} className="h-18 rounded-lg" />
        )}
        {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && found.data.length > 0 && <PersonList people={found.data} />}
        {search !== '' && (found.data?.length === 0 || !isSearch(search)) && (
          <p role="status" className="text-muted">
            {p('people.notFound', { text: search })}
          </p>
        )}
      </search>
      <Suggestions />
    </div>
  );
}

function Suggestions() {
  const p = usePeopleText();
  const suggestions = useSuggestions();
  const shared = new Map(
    suggestions.data?.map(({ person, shared_events }) => [
      person.principal.toText(),
      shared_events,
    ]),
  );
  return (
    <Section title={p('people.suggestions')}>
      {suggestions.isPending && <SkeletonRows rows={2} className="h-18 rounded-lg" />}
      {suggestions.isError && (
        <ErrorPanel error={suggestions.error} onRetry={() => void suggestions.refetch()} />
      )}
      {suggestions.data?.length === 0 && (
        <Card className="p-5 text-muted">{p('people.suggestionsNone')}</Card>
      )}
      {suggestions.data && suggestions.data.length > 0 && (
        <PersonList
          people={suggestions.data.map(({ person }) => person)}
          note={({ principal }) => p.count('people.shared', shared.get(principal.toText()) ?? 0)}
        />
      )}
    </Section>
  );
}
