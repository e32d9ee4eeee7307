import {
  pino,
  type DestinationStream,
  type LogFn,
  type Logger as PinoLogger,
  type LoggerOptions,
} from 'pino';
import { LogOutput } from './log-output.js';
import { pretty } from './pretty.js';
import { withoutSecrets, withoutStacks } from './redaction.js';
import { currentRequest } from '../tracing/request-context.js';
import type { RequestLog } from './request-log.js';
import { currentTraceId } from '../tracing/tracing.js';

export type Logger = PinoLogger & {
  /** Writes request lines without redaction, which none of their fields needs. */
  readonly requests: RequestLog;
};

interface LogSettings {
  level: string;
  /** `auto`: pretty on a terminal, JSON elsewhere. */
  format: 'auto' | 'json' | 'pretty';
}

/** Creates a JSON logger that adds request and trace ids and redacts secrets at any depth. */
export function createLogger(
  service: string,
  settings: LogSettings,
  destination?: DestinationStream,
): Logger {
  const isPretty = settings.format === 'pretty' || (settings.format === 'auto' && process.stdout.isTTY);
  const lines = destination ?? (isPretty ? pretty(standardOutput()) : standardOutput());
  const options: LoggerOptions = {
    level: settings.level,
    base: { service },
    messageKey: 'message',
    timestamp: createTimeField(),
    formatters: { level: (label) => ({ level: label }) },
    // Errors are plain objects by then.
    serializers: { err: (error: unknown) => error },
    hooks: { logMethod },
  };
  const formatters = { ...options.formatters, log: withoutSecrets };
  const logger = pino({ ...options, formatters, mixin: correlationFields }, lines);
  if (destination === undefined)
    standardOutput().onDropped = (dropped) =>
      logger.warn({ dropped_lines: dropped }, 'log lines dropped: nothing read the output');
  return Object.assign(logger, { requests: pino({ ...options, hooks: {} }, lines) });
}

const ERROR_LEVEL = 50;

/** A warning is about an expected state, so its error needs no stack. */
function logMethod(this: PinoLogger, input: Parameters<LogFn>, method: LogFn, level: number): void {
  const [fields, ...rest] = input;
  const isExpected = level < ERROR_LEVEL && typeof fields === 'object' && fields !== null;
  method.apply(this, isExpected ? [withoutStacks(fields), ...rest] : input);
}

/** One buffer per process, so that lines stay in order. */
const standardOutput = once(() => LogOutput.start(process.stdout));
const standardError = once(() => LogOutput.start(process.stderr));

/** Prints text for people in order with the log. */
export function print(text: string): void {
  standardOutput().write(text);
}

/** Prints text for people to standard error. */
export function printError(text: string): void {
  standardError().write(text);
}

function once<T>(create: () => T): () => T {
  let created: T | undefined;
  return () => (created ??= create());
}

interface CorrelationFields {
  request_id?: string;
  trace_id?: string;
}

function correlationFields(): CorrelationFields {
  const fields: CorrelationFields = {};
  const request = currentRequest();
  if (request !== undefined) fields.request_id = request.requestId;
  const traceId = currentTraceId();
  if (traceId !== undefined) fields.trace_id = traceId;
  return fields;
}

/** Equals pino's `isoTime`, without the Date per line that makes a line a fifth more expensive. */
function createTimeField(): () => string {
  let second = -1;
  let secondText = '';
  return () => {
    const now = Date.now();
    const milliseconds = now % 1_000;
    if (now - milliseconds !== second) {
      second = now - milliseconds;
      secondText = new Date(second).toISOString().slice(0, -'000Z'.length);
    }
    return `,"time":"${secondText}${String(milliseconds).padStart(3, '0')}Z"`;
  };
}
