/** One measured figure. `exact` figures are deterministic and compared with the baseline. */
export type Row = {
  name: string;
  value: number;
  unit: 'M instructions' | 'M cycles' | 'ms' | '/s' | 'x' | '%';
  /** In words, as design goals are stated, e.g. `≤ 20`. */
  goal?: string;
  exact?: boolean;
};

/** The value below which the share `quantile` of the samples lies. */
export function percentile(samples: number[], quantile: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
}

/** Whether a value meets a goal such as `≤ 20` or `≥ 200`; undefined when none is stated. */
export function meets(row: Row): boolean | undefined {
  const goal = row.goal?.match(/^([≤≥]) ([\d.]+)/);
  if (!goal) return undefined;
  return goal[1] === '≤' ? row.value <= Number(goal[2]) : row.value >= Number(goal[2]);
}

export function printTable(title: string, rows: Row[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const row of rows) {
    const mark = { true: '✓', false: '✗', undefined: ' ' }[String(meets(row))];
    const value = row.value.toFixed(row.value < 10 ? 2 : 1).padStart(10);
    const goal = row.goal ? `  goal ${row.goal}` : '';
    console.log(`  ${mark} ${row.name.padEnd(width)} ${value} ${row.unit}${goal}`);
  }
}
