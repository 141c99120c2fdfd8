import type { ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';

export type Column<Row> = {
  key: string;
  title: string;
  cell(row: Row): ReactNode;
  /** Numbers and times stand at the end, in tabular figures. */
  numeric?: boolean;
  /** Left out on phones; the first column must then say enough. */
  wideOnly?: boolean;
};
type Props<Row> = {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey(row: Row): string;
  isFresh?(row: Row): boolean;
};

/** Rows of one kind, as a real table. Fresh rows glow once, so that the eye finds what moved. */
export function DataList<Row>({ caption, columns, rows, rowKey, isFresh }: Props<Row>) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-line border-b text-muted">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cx(cellClass(column), 'py-2.5 font-medium')}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={cx(
              'border-line border-b last:border-b-0',
              isFresh?.(row) && 'animate-fresh',
            )}
          >
            {columns.map((column) => (
              <td key={column.key} className={cx(cellClass(column), 'py-3')}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass({ numeric, wideOnly }: { numeric?: boolean; wideOnly?: boolean }): string {
  return cx(
    'px-4 first:ps-5 last:pe-5',
    numeric ? 'tabular text-end' : 'text-start',
    wideOnly && 'hidden md:table-cell',
  );
}
