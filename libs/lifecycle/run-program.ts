import { logSettings } from '#libs/config';
import { createLogger } from '#libs/observability';
import { ignoreOutputErrors } from './ignore-output-errors.js';
import { logFatal, type FatalLogger } from './log-fatal.js';
import { ShutdownHooks, type LifecycleLogger } from './shutdown-hooks.js';

type ProgramLogger = LifecycleLogger & FatalLogger;

/** Sends uncaught errors and shutdown progress to this logger from now on. */
export type UseLogger = (logger: ProgramLogger) => void;

export type Fail = (error: unknown) => void;

export interface Program {
  service: string;
  /** Opens everything and adds shutdown hooks. */
  start: (shutdownHooks: ShutdownHooks, useLogger: UseLogger, fail: Fail) => Promise<void>;
  shutdownTimeoutMs?: number;
}

/** Docker kills after 10 s, part of which the exit takes. */
const SHUTDOWN_TIMEOUT_MS = 9_800;

/** Runs until a signal (exit 0) or an error (exit 1), then closes all. A second signal exits at once. */
export function runProgram({ service, start, shutdownTimeoutMs = SHUTDOWN_TIMEOUT_MS }: Program): void {
  ignoreOutputErrors();
  const shutdownHooks = new ShutdownHooks();
  // Deferred until the signal handlers below are registered.
  const starting = Promise.resolve().then(() => start(shutdownHooks, (named) => (logger = named), fail));
  let isStopping = false;
  let logger: ProgramLogger = createLogger(service, logSettings());

  const abort = () => {
    logger.error({ step: shutdownHooks.currentHook }, 'shutdown timed out');
    process.exit(1);
  };
  const stop = async (exitCode: number) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(abort, shutdownTimeoutMs).unref();
    // A start in progress completes first, so that nothing stays open.
    await starting.catch(() => undefined);
    await shutdownHooks.runAll(logger);
    process.exit(exitCode);
  };

  starting.catch(fail);
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      fail(error, event);
    });
  }

  function fail(error: unknown, message?: string): void {
    logFatal(logger, error, message);
    if (!isStopping) void stop(1);
  }
}
