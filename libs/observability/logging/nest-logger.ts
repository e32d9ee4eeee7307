import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Forwards Nest's log lines to the logger of the process; informational ones become debug lines. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Pick<Logger, 'trace' | 'debug' | 'warn' | 'error'>) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(contextOf(rest), String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(contextOf(rest), String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const cause = message instanceof Error ? { err: message } : {};
    this.logger.error({ ...contextOf(rest), ...cause }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(contextOf(rest), String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace(contextOf(rest), String(message));
  }
}

/** Nest passes the name of the logging class last. */
function contextOf(rest: readonly unknown[]): { context?: string } {
  const context = rest.at(-1);
  return typeof context === 'string' ? { context } : {};
}
