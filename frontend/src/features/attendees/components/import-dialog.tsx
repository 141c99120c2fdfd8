import type { EventView, TicketType } from '@qikcard/contracts';
import { Download, FileUp } from 'lucide-react';
import Papa from 'papaparse';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { type Imported, type ImportLine, readGuests, useImport } from '../api/import.ts';
import { download } from '../api/rows.ts';

const PROBLEMS_SHOWN = 20;
type Props = { event: EventView; types: TicketType[]; onClose(): void };

/** Guests from a CSV file, judged line by line before anybody is added. */
export function ImportDialog({ event, types, onClose }: Props) {
  const t = useText();
  const e = useEventsText();
  const input = useRef<HTMLInputElement>(null);
  const [lines, setLines] = useState<ImportLine[]>();
  const { adding, done } = useImport(event.id);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = '';
    if (file) setLines(readGuests(await file.text(), types));
  };
  const good = lines?.filter(({ problem }) => problem === undefined) ?? [];
  return (
    <Dialog open onOpenChange={onClose} title={e('import.title')} description={e('import.hint')}>
      <div className="flex flex-col gap-5">
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-label={e('import.choose')}
          className="hidden"
          onChange={(change) => void choose(change)}
        />
        {!adding.data && (
          <Button look="secondary" icon={FileUp} onClick={() => input.current?.click()}>
            {e('import.choose')}
          </Button>
        )}
        {lines && !adding.data && <Preview lines={lines} good={good.length} />}
        {adding.isError && <Notice tone="problem">{areaErrorText(adding.error, t, e)}</Notice>}
        {adding.isPending && (
          <p role="status" className="tabular text-muted text-sm">
            {e('import.progress', { done, total: good.length })}
          </p>
        )}
        {good.length > 0 && !adding.data && (
          <Button wide busy={adding.isPending} onClick={() => adding.mutate(good)}>
            {e.count('import.add', good.length)}
          </Button>
        )}
        {adding.data && <Outcome name={event.name} imported={adding.data} />}
      </div>
    </Dialog>
  );
}

function Preview({ lines, good }: { lines: ImportLine[]; good: number }) {
  const e = useEventsText();
  const bad = lines.filter(({ problem }) => problem !== undefined);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="font-medium">{e.count('import.ready', good)}</p>
      {bad.length > 0 && (
        <div className="rounded-md bg-waiting-tint p-4 text-waiting-text">
          <p className="font-medium">{e.count('import.problems', bad.length)}</p>
          <ul className="mt-2 flex flex-col gap-1">
            {bad.slice(0, PROBLEMS_SHOWN).map(({ line, problem }) => (
              <li key={line}>
                {problem && e('import.line', { line, problem: e(`import.${problem}`) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Outcome({ name, imported }: { name: string; imported: Imported[] }) {
  const e = useEventsText();
  const count = (kind: 'Added' | 'Known' | 'NotAdded') =>
    imported.filter(({ verdict }) => kind in verdict).length;
  const codes = imported.flatMap(({ line, verdict }) => {
    const code = 'Added' in verdict ? verdict.Added.claim_code[0] : undefined;
    return code === undefined ? [] : [{ name: line.guest.display_name, code }];
  });
  return (
    <div role="status" className="flex flex-col gap-4">
      <p className="font-medium">
        {e.count('import.added', count('Added'))}{' '}
        {count('Known') > 0 && e.count('import.known', count('Known'))}{' '}
        {count('NotAdded') > 0 && e.count('import.refused', count('NotAdded'))}
      </p>
      {codes.length > 0 && (
        <>
          <p className="text-muted text-sm">{e('import.codesHint')}</p>
          <Button
            icon={Download}
            onClick={() =>
              download(`${name} codes.csv`, Papa.unparse(codes, { escapeFormulae: true }))
            }
          >
            {e('import.codes')}
          </Button>
        </>
      )}
    </div>
  );
}
