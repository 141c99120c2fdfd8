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
import { type ImportLine, readGuests } from '../api/import.ts';
import type { Job } from '../api/import-job.ts';
import { download } from '../api/rows.ts';
import { useImport } from '../api/use-import.ts';

const PROBLEMS_SHOWN = 20;
type Props = { event: EventView; types: TicketType[]; onClose(): void };

/** Guests from a CSV file, judged line by line before anybody is added. */
export function ImportDialog({ event, types, onClose }: Props) {
  const t = useText();
  const e = useEventsText();
  const input = useRef<HTMLInputElement>(null);
  const [lines, setLines] = useState<ImportLine[]>();
  const { adding, done, start, left, forget } = useImport(event.id);
  // What an earlier visit has finished is shown like what this one has.
  const seen = left && left.outcomes.length === left.lines.length ? left : undefined;
  const outcome = adding.data ?? seen;
  const unfinished = !adding.data && !seen && !lines ? left : undefined;
  const total = adding.variables?.lines.length ?? 0;
  const close = () => {
    if (outcome) void forget();
    onClose();
  };
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = '';
    if (file) setLines(readGuests(await file.text(), types));
  };
  const good = lines?.filter(({ problem }) => problem === undefined) ?? [];
  return (
    <Dialog open onOpenChange={close} title={e('import.title')} description={e('import.hint')}>
      <div className="flex flex-col gap-5">
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-label={e('import.choose')}
          className="hidden"
          onChange={(change) => void choose(change)}
        />
        {unfinished && !adding.isPending && (
          <Unfinished job={unfinished} onGoOn={() => adding.mutate(unfinished)} onDrop={forget} />
        )}
        {!outcome && !adding.isPending && (
          <Button look="secondary" icon={FileUp} onClick={() => input.current?.click()}>
            {e('import.choose')}
          </Button>
        )}
        {lines && !outcome && <Preview lines={lines} good={good.length} />}
        {adding.isError && <Notice tone="problem">{areaErrorText(adding.error, t, e)}</Notice>}
        {adding.isPending && (
          <div className="flex flex-col gap-2">
            <progress
              className="h-2 w-full accent-accent"
              aria-label={e('import.title')}
              max={total}
              value={done}
            />
            <p role="status" className="tabular text-muted text-sm">
              {e('import.progress', { done, total })}
            </p>
          </div>
        )}
        {good.length > 0 && !outcome && (
          <Button wide busy={adding.isPending} onClick={() => start(good)}>
            {e.count('import.add', good.length)}
          </Button>
        )}
        {outcome && <Outcome name={event.name} job={outcome} />}
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

type UnfinishedProps = { job: Job; onGoOn(): void; onDrop(): void };

/** An import that a reload has interrupted: nobody is added twice when it goes on. */
function Unfinished({ job, onGoOn, onDrop }: UnfinishedProps) {
  const e = useEventsText();
  const values = { done: job.outcomes.length, total: job.lines.length };
  return (
    <div className="flex flex-col gap-4 rounded-md bg-sunken p-4">
      <p className="text-sm">{e('import.unfinished', values)}</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={onGoOn}>{e('import.goOn')}</Button>
        <Button look="quiet" onClick={onDrop}>
          {e('import.drop')}
        </Button>
      </div>
    </div>
  );
}

function Outcome({ name, job }: { name: string; job: Job }) {
  const t = useText();
  const e = useEventsText();
  const { lines, outcomes } = job;
  const count = (kind: Job['outcomes'][number]['verdict']) =>
    outcomes.filter(({ verdict }) => verdict === kind).length;
  const codes = outcomes.flatMap(({ code }, i) =>
    code === undefined ? [] : [{ name: lines[i].guest.display_name, code }],
  );
  const refused = outcomes.flatMap(({ reason }, i) =>
    reason === undefined ? [] : [{ line: lines[i].line, reason }],
  );
  const said = (reason: string) => {
    const key = `refusal.${reason}`;
    if (e.has(key)) return e(key);
    return t.has(key) ? t(key, { capacity: '' }) : reason;
  };
  return (
    <div role="status" className="flex flex-col gap-4">
      <p className="font-medium">
        {e.count('import.added', count('Added'))}{' '}
        {count('Known') > 0 && e.count('import.known', count('Known'))}{' '}
        {count('NotAdded') > 0 && e.count('import.refused', count('NotAdded'))}
      </p>
      {refused.length > 0 && (
        <ul className="flex flex-col gap-1 rounded-md bg-waiting-tint p-4 text-sm text-waiting-text">
          {refused.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => (
            <li key={line}>{e('import.line', { line, problem: said(reason) })}</li>
          ))}
        </ul>
      )}
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
