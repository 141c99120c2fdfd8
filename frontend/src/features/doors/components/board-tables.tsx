import type { LiveBoard } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { useText } from '../../../lib/text.tsx';
import { useDoorsText } from '../../../locales/doors.ts';

/** Where people are, which gate is busy, and why guests are turned away. */
export function BoardTables({ board }: { board: LiveBoard }) {
  const t = useDoorsText();
  return (
    <div
      className={cx(
        'grid gap-4',
        board.zones.length > 0 ? 'lg:grid-cols-[3fr_5fr_4fr]' : 'lg:grid-cols-[3fr_2fr]',
      )}
    >
      {board.zones.length > 0 && (
        <Box title={t('zones')}>
          <ul className="flex flex-col gap-5">
            {board.zones.map((zone) => (
              <ZoneBar key={zone.id} zone={zone} />
            ))}
          </ul>
        </Box>
      )}
      <Box title={t('gates')}>
        <GateTable board={board} />
      </Box>
      <Box title={t('refusals')}>
        {board.refusals.length === 0 && <p className="text-muted">{t('refusalsNone')}</p>}
        <Refusals board={board} />
      </Box>
    </div>
  );
}

function Box({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-5">
      <h2 className="font-medium text-muted text-xl">{title}</h2>
      {children}
    </section>
  );
}

function ZoneBar({ zone }: { zone: LiveBoard['zones'][number] }) {
  const { locale } = useText();
  const number = new Intl.NumberFormat(locale);
  const capacity = fromOpt(zone.capacity);
  const share = capacity ? Math.min(1, zone.inside / capacity) : 0;
  return (
    <li className="flex flex-col gap-2">
      <p className="flex items-baseline justify-between gap-4 text-xl">
        <span className="min-w-0 truncate font-medium">{zone.name}</span>
        <span className="tabular font-semibold text-3xl">
          {number.format(zone.inside)}
          {capacity !== undefined && (
            <span className="font-normal text-lg text-muted"> / {number.format(capacity)}</span>
          )}
        </span>
      </p>
      {capacity !== undefined && (
        <div aria-hidden className="h-3 overflow-hidden rounded-full bg-sunken">
          <div
            className={cx('h-full rounded-full', share >= 0.95 ? 'bg-waiting' : 'bg-admitted')}
            style={{ width: `${share * 100}%` }}
          />
        </div>
      )}
    </li>
  );
}

function GateTable({ board }: { board: LiveBoard }) {
  const t = useDoorsText();
  const { locale } = useText();
  const number = new Intl.NumberFormat(locale);
  const columns = ['inside', 'entered', 'left', 'refused'] as const;
  return (
    <table className="w-full text-base md:text-lg">
      <thead>
        <tr className="text-muted text-sm md:text-base">
          <th scope="col" className="pb-2 text-start font-medium">
            {t('gate')}
          </th>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="pb-2 ps-2 text-end font-medium md:ps-3 lg:whitespace-nowrap"
            >
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {board.gates.map((gate) => (
          <tr key={gate.id} className="border-line border-t">
            <th scope="row" className="py-1 text-start font-medium">
              {gate.name || t('otherDoors')}
            </th>
            {columns.map((column) => (
              <td
                key={column}
                className="tabular ps-2 text-end font-semibold text-xl md:ps-3 md:text-2xl"
              >
                {number.format(gate[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Refusals({ board }: { board: LiveBoard }) {
  const t = useDoorsText();
  const { locale } = useText();
  const number = new Intl.NumberFormat(locale);
  const most = Math.max(1, ...board.refusals.map(({ count }) => count));
  return (
    <ul className="flex flex-col gap-3">
      {board.refusals.map(({ reason, count }) => (
        <li key={reason} className="flex flex-col gap-1">
          <p className="flex items-baseline justify-between gap-4 text-lg">
            <span>{t.has(`reason.${reason}`) ? t(`reason.${reason}` as 'refusals') : reason}</span>
            <span className="tabular font-semibold text-2xl">{number.format(count)}</span>
          </p>
          <div aria-hidden className="h-2 rounded-full bg-sunken">
            <div
              className="h-full rounded-full bg-refused"
              style={{ width: `${(count / most) * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
