import { setTimeout as pause } from 'node:timers/promises';
import { errorMessage, type AppLogger } from '#libs/observability';
import { EmbeddedPostgresError } from '../embedded-postgres.error.js';
import type { ServerLog } from './server-log.js';

/** Server process that a supervisor watches. */
export interface SupervisedServer {
  readonly log: ServerLog;
  isRunning(): Promise<boolean>;
  /** @throws {Error} if the server does not start */
  restart(): Promise<void>;
}

export interface SupervisorSettings {
  logger: AppLogger;
  /** Called once the server cannot be restarted. */
  onFailure: (error: EmbeddedPostgresError) => void;
  pollEveryMs?: number;
}

const POLL_EVERY_MS = 1_000;
const MAX_PAUSE_MS = 15_000;
/** Attempts in a row, apart from those on a full disk, which may be freed at any time. */
const MAX_ATTEMPTS = 6;
const FULL = 'No space left on device';
const KILLED = 'it was killed, maybe by the system for lack of memory';

/** Restarts a server that ended, with growing pauses, and logs why it ended. */
export class Supervisor {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private logLength = 0;

  constructor(
    private readonly server: SupervisedServer,
    private readonly settings: SupervisorSettings,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Waits for a restart in progress. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    this.logLength = await this.server.log.length();
    while (await this.continuesAfter(this.settings.pollEveryMs ?? POLL_EVERY_MS)) {
      if (!(await this.server.isRunning()) && !(await this.recover())) return;
      await this.server.log.rotate();
    }
  }

  /** Returns false once it stops retrying. */
  private async recover(): Promise<boolean> {
    const { logger, pollEveryMs: firstPauseMs = POLL_EVERY_MS } = this.settings;
    let cause = await this.reason(KILLED);
    logger.error({ cause, remedy: remedyOf(cause) }, 'embedded PostgreSQL ended; restarting');
    for (
      let attempt = 1, pauseMs = firstPauseMs;
      attempt <= MAX_ATTEMPTS;
      attempt += cause.includes(FULL) ? 0 : 1
    ) {
      try {
        await this.server.restart();
        logger.info({}, 'embedded PostgreSQL restarted');
        this.logLength = await this.server.log.length();
        return true;
      } catch (error) {
        cause = await this.reason(errorMessage(error));
        logger.error({ cause, remedy: remedyOf(cause) }, 'embedded PostgreSQL does not restart; retrying');
      }
      if (!(await this.continuesAfter(pauseMs))) return false;
      pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
    }
    const remedy = `see ${this.server.log.path}`;
    this.settings.onFailure(new EmbeddedPostgresError(`it does not restart (${cause})`, { remedy }));
    return false;
  }

  private async reason(otherwise: string): Promise<string> {
    const reason = await this.server.log.reasonSince(this.logLength);
    this.logLength = await this.server.log.length();
    return reason ?? otherwise;
  }

  private async continuesAfter(milliseconds: number): Promise<boolean> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    return !this.stopping.signal.aborted;
  }
}

function remedyOf(cause: string): string | undefined {
  return cause.includes(FULL) ? 'free space on the disk of DATA_DIR' : undefined;
}
