import { OperatorError } from '#libs/observability';

/** The embedded PostgreSQL failed. The message states what the operator can do. */
export class EmbeddedPostgresError extends OperatorError {
  readonly code = 'embedded_postgres.failed';

  constructor(reason: string, details: { remedy?: string; cause?: unknown } = {}) {
    super(`embedded PostgreSQL: ${reason}`, details);
    this.name = 'EmbeddedPostgresError';
  }
}
