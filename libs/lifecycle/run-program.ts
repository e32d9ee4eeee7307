import { inspect } from 'node:util';
import { Closers } from './closers.js';

/** The part of a logger that this library writes to; pino's has it. */
interface FaultLogger {
  fatal(fields: object, message: string): void;
}

/** Says where faults are told from now on that nobody caught. */
export type LogFaultsTo = (logger: FaultLogger) => void;

export interface Program {
  /** Opens everything and adds how each is closed again. Until it names a logger, faults go to standard error. */
  start: (closers: Closers, logFaultsTo: LogFaultsTo) => Promise<void>;
  /** How long a stop may take before it is cut off. */
  stopWithinMs: number;
}

const STANDARD_ERROR: FaultLogger = {
  fatal: (fields, message) => void process.stderr.write(`${message}: ${inspect(fields)}\n`),
};

/**
 * Runs a program until somebody ends it.
 *
 * - Ctrl-C or SIGTERM closes everything in order and ends the process with 0; a second one ends it at once. A start that
 *   is under way is waited for, so that it leaves nothing open.
 * - A start that fails says why, in the words of its error, closes what it opened and ends with 1.
 * - A fault that nobody caught is told, everything is closed in order, and the process ends with 1, since nobody knows
 *   what else is wrong by then.
 */
export function runProgram({ start, stopWithinMs }: Program): void {
  const closers = new Closers();
  // Not before the signals below are listened to.
  const starting = Promise.resolve().then(() => start(closers, (logger) => (faultLogger = logger)));
  let isStopping = false;
  let faultLogger = STANDARD_ERROR;

  const stop = async (exitCode: number) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    await starting.catch(() => undefined);
    await closers.closeAll();
    process.exit(exitCode);
  };

  starting.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!isStopping) void stop(1);
  });
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      faultLogger.fatal({ err: error }, fault);
      if (!isStopping) void stop(1);
    });
  }
}
