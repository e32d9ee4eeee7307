import { OperatorError } from '#libs/observability';

/** A migration failed. The message states which one and why. */
export class MigrationError extends OperatorError {
  readonly code = 'migration.failed';

  constructor(reason: string, cause?: unknown) {
    super(`cannot migrate the database: ${reason}`, { cause });
    this.name = 'MigrationError';
  }
}
