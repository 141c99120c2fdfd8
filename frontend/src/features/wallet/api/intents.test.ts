import { expect, test } from 'vitest';
import {
  forgetIntent,
  type Intent,
  keepIntent,
  keptIntents,
  newIntent,
  requestId,
} from './intents.ts';

function memory() {
  const rows = new Map<string, string>();
  return {
    rows,
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
    removeItem: (key: string) => void rows.delete(key),
  };
}
const intent = (): Intent =>
  newIntent({ asset: 'qik', to: 'aaaaa-aa', name: '@ben', amount: '5', fee: '1', speed: 'normal' });

test('a payment is kept for whoever asked for it until its answer is there', () => {
  const store = memory();
  const [first, second] = [intent(), intent()];
  keepIntent('ada', first, store);
  keepIntent('ada', second, store);
  keepIntent('ada', second, store);
  expect(keptIntents('ada', store)).toEqual([second, first]);
  expect(keptIntents('ben', store)).toEqual([]);
  forgetIntent('ada', second.id, store);
  expect(keptIntents('ada', store)).toEqual([first]);
  forgetIntent('ada', first.id, store);
  expect(store.rows.size).toBe(0);
});
test('every payment has an id of its own, of sixteen bytes', () => {
  const [first, second] = [intent(), intent()];
  expect(requestId(first)).toHaveLength(16);
  expect(first.id).not.toBe(second.id);
});
test('what a device kept wrongly is left out', () => {
  const store = memory();
  store.rows.set('qikcard.payments.ada', 'not json');
  expect(keptIntents('ada', store)).toEqual([]);
  const broken = [null, 3, { ...intent(), amount: '1e3' }, { ...intent(), id: 'xx' }];
  const good = intent();
  store.rows.set('qikcard.payments.ada', JSON.stringify([...broken, good]));
  expect(keptIntents('ada', store)).toEqual([good]);
});
