/** Turns refusal values into the client's one error shape, for callers that only want the value. */
import {
  type FormatTime,
  operationRefusalSentence,
  type Refusal,
  type Result,
} from '@qikcard/contracts';
import { QikCardError } from './error.ts';

/** The time of day in the zone of this screen. */
export const localTime: FormatTime = (atNs) =>
  new Date(Number(atNs / 1_000_000n)).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
  });

/** The value of an accepted call; a refusal is thrown as `refused` with its name, data and sentence. */
export function expectOk<T>(result: Result<T, Refusal>, time: FormatTime = localTime): T {
  if ('Ok' in result) return result.Ok;
  throw refused(result.Err, time);
}

/** The error of a refusal. */
export function refused(refusal: Refusal, time: FormatTime = localTime): QikCardError {
  const [name, data] = Object.entries(refusal)[0];
  return new QikCardError('refused', name, operationRefusalSentence(refusal, time), data);
}
