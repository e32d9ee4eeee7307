export { Database, type Statement, type Transaction } from './database.js';
export { DatabaseNotDurableError } from './durability.js';
export { reportDurability } from './report-durability.js';
export { DatabaseUnavailableError } from './database-unavailable.error.js';
export { DataFolderInUseError, lockDataFolder } from './embedded/data-folder-lock.js';
export { EmbeddedPostgresError } from './embedded/embedded-postgres.error.js';
export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/embedded-postgres.js';
export { MigrationError } from './migrations/migration.error.js';
export { migrate } from './migrations/migrate.js';
