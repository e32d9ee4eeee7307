/** A migration could not be applied. Its message says which one and why, for whoever runs the installation. */
export class MigrationError extends Error {
  readonly code = 'migration.failed';

  constructor(reason: string, cause?: unknown) {
    super(`The database could not be migrated: ${reason}`, { cause });
    this.name = 'MigrationError';
  }
}
