/** The local network through the unmodified PocketIC client: what one message costs in time. */
import { Deployment } from '../tests/support/deployment.ts';
import { person } from '../tests/support/people.ts';
import { percentile, type Row } from './rows.ts';

const WARM_UP = 30;
const CALLS = 300;

export const suite = { title: 'Local network, PocketIC client, small heap', measure };

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  try {
    const { event, auth } = deployment.as(person('bench'));
    const query = await timed(() => event.list_events([], 10));
    const update = await timed(() => auth.register({ display_name: 'Bench' }));
    return [
      { name: 'query, median', value: percentile(query, 0.5), unit: 'ms', goal: '≤ 2' },
      { name: 'update, median', value: percentile(update, 0.5), unit: 'ms', goal: '≤ 3' },
      { name: 'update, p95', value: percentile(update, 0.95), unit: 'ms' },
      { name: 'updates, one at a time', value: 1000 / mean(update), unit: '/s' },
    ];
  } finally {
    await deployment.stop();
  }
}

async function timed(call: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < WARM_UP; i++) await call();
  const samples: number[] = [];
  for (let i = 0; i < CALLS; i++) {
    const started = performance.now();
    await call();
    samples.push(performance.now() - started);
  }
  return samples;
}

const mean = (samples: number[]) => samples.reduce((sum, value) => sum + value, 0) / samples.length;
