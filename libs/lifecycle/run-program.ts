import { inspect } from 'node:util';
import { ShutdownHooks, type LifecycleLogger } from './shutdown-hooks.js';

interface ProgramLogger extends LifecycleLogger {
  fatal(fields: object, message: string): void;
}

/** Says where faults that nobody caught, and the steps of a stop, are told from now on. */
export type LogTo = (logger: ProgramLogger) => void;

export interface Program {
  /** Opens everything and adds how each is closed again. Until it names a logger, only faults are told, on standard error. */
  start: (closers: ShutdownHooks, logTo: LogTo) => Promise<void>;
  /** How long a stop may take before it is cut off; as long as unless told otherwise what runs programs waits for. */
  stopWithinMs?: number;
}

/** Docker kills after ten seconds, which the process needs some of to end. */
const STOP_WITHIN_MS = 9_800;

const say = (fields: object, message: string) =>
  void process.stderr.write(`${message}: ${inspect(fields)}\n`);
const STANDARD_ERROR: ProgramLogger = { info: () => undefined, error: say, fatal: say };

/**
 * Runs a program until somebody ends it.
 *
 * - Ctrl-C or SIGTERM closes everything in order and ends the process with 0; a second one ends it at once. A start that
 *   is under way is waited for, so that it leaves nothing open.
 * - A start that fails says why, in the words of its error, closes what it opened and ends with 1.
 * - A fault that nobody caught is told, everything is closed in order, and the process ends with 1, since nobody knows
 *   what else is wrong by then.
 * - A stop that takes too long is cut off, and the process ends with 1.
 */
export function runProgram({ start, stopWithinMs = STOP_WITHIN_MS }: Program): void {
  const closers = new ShutdownHooks();
  // Not before the signals below are listened to.
  const starting = Promise.resolve().then(() => start(closers, (named) => (logger = named)));
  let isStopping = false;
  let logger = STANDARD_ERROR;

  const cutOff = () => {
    logger.error({ step: closers.currentHook }, 'the stop took too long and is cut off');
    process.exit(1);
  };
  const stop = async (exitCode: number) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(cutOff, stopWithinMs).unref();
    await starting.catch(() => undefined);
    await closers.runAll(logger);
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
      logger.fatal({ err: error }, fault);
      if (!isStopping) void stop(1);
    });
  }
}
