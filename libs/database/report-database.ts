import { explainConnectionError, OperatorError, type AppLogger } from '#libs/observability';
import { connectionAdvice, POSTGRES } from './connections/connection-advice.js';
import { unusableDatabaseIn } from './connections/unusable-database.error.js';
import { DatabaseUnavailableError } from './database-unavailable.error.js';
import type { Database } from './database.js';

/**
 * Logs what the database is like. Tolerates one that cannot serve requests now: each connection is checked again.
 *
 * @throws {OperatorError} if it never can with this configuration
 */
export async function reportDatabase(database: Database, logger: AppLogger): Promise<void> {
  try {
    await database.check();
    const { problems, hasDataChecksums } = await database.durability();
    if (problems.length > 0) logger.warn({ faults: problems }, 'database may lose committed data');
    if (hasDataChecksums) logger.info({}, 'database has data checksums');
    else logger.warn({}, 'database has no data checksums');
  } catch (error) {
    const unusable = unusableDatabaseIn(error);
    if (unusable?.needsNewConfiguration === true) throw unusable;
    if (unusable !== null) return;
    const [advice] = connectionAdvice(error);
    if (advice !== undefined) throw new OperatorError(advice, { variable: POSTGRES.variable, cause: error });
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    const { fields } = explainConnectionError(error, POSTGRES);
    logger.warn(fields, 'database unavailable; rejecting requests');
  }
}
