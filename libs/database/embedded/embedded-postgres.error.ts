/** The embedded PostgreSQL failed. The message states what the operator can do. */
export class EmbeddedPostgresError extends Error {
  readonly code = 'embedded_postgres.failed';

  constructor(reason: string, cause?: unknown) {
    super(`embedded PostgreSQL: ${reason}`, { cause });
    this.name = 'EmbeddedPostgresError';
  }
}
