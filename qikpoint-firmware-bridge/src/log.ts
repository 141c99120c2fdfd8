/** Structured logs on stderr. They hold ids and counts, never names, codes or keys. */
import pino, { type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Redaction is the second line: nobody should log these in the first place. */
const SECRET_FIELDS = ['text', 'payload', 'code', 'key', 'secret', 'seed', 'token', 'display_name'];

export function createLog(level: string = process.env.LOG_LEVEL ?? 'info'): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ name: 'qikpoint', level, redact: { paths, censor: '[redacted]' } }, stderr());
}

/** Synchronous, so that the last lines before a crash are there. */
const stderr = () => pino.destination({ dest: 2, sync: true });

export const silentLog: Log = pino({ level: 'silent' });
