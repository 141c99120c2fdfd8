import { refused } from '@qikcard/client';
import type { Result } from '@qikcard/contracts';

type Refusal = Parameters<typeof refused>[0];

/**
 * The value of an answer; throws the refusal of one that is none. The words for refusals of badges
 * and ledgers come with the texts of this area, so that no first page loads them.
 */
export function agreed<T, E extends object>(answer: Result<T, E>): T {
  if ('Err' in answer) throw refused(answer.Err as unknown as Refusal);
  return answer.Ok;
}
