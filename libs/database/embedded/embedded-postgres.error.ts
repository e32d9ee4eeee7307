/** The embedded PostgreSQL can't serve. Its message is for whoever starts Onasty. */
export class EmbeddedPostgresError extends Error {
  readonly code = 'embedded_postgres.failed';

  constructor(reason: string, cause?: unknown) {
    super(`The embedded PostgreSQL can not be used: ${reason}`, { cause });
    this.name = 'EmbeddedPostgresError';
  }
}
