import { pino, type Logger } from 'pino';
import { pinoPretty } from './pretty.js';

export type { Logger } from 'pino';

interface LogSettings {
  level: string;
  /** `auto`: for people on a terminal, JSON elsewhere. */
  format: 'auto' | 'json' | 'pretty';
}

/** Fields that could carry a secret, should a line ever hold a whole request or body. */
const REDACTED_PATHS = [
  'content',
  'password',
  'slug',
  'receipt',
  'authorization',
  'cookie',
  'x-receipt',
  'idempotency-key',
];

/**
 * Makes the logger of a process: JSON lines on standard output, the level as a word and the time as RFC 3339, so that
 * log stores need no mapping. Lines for people are written at once, since the process may be about to end.
 */
export function createLogger(service: string, settings: LogSettings): Logger {
  const pretty = settings.format === 'pretty' || (settings.format === 'auto' && process.stdout.isTTY);
  return pino(
    {
      level: settings.level,
      base: { service },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: REDACTED_PATHS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]),
        censor: '[redacted]',
      },
    },
    pretty ? pinoPretty() : pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 100 }),
  );
}
