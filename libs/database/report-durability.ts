import type { AppLogger } from '#libs/observability';
import { explainConnectionFailure } from './connection-failure.js';
import { DatabaseUnavailableError } from './database-unavailable.error.js';
import type { Database } from './database.js';
import { DatabaseNotDurableError } from './durability.js';

/** Tolerates an unavailable database: each connection is checked again. @throws {DatabaseNotDurableError} */
export async function reportDurability(database: Database, logger: AppLogger): Promise<void> {
  try {
    const { problems, hasDataChecksums } = await database.durability();
    if (problems.length > 0) logger.warn({ faults: problems }, 'database may lose committed data');
    if (hasDataChecksums) logger.info({}, 'database has data checksums');
    else logger.warn({}, 'database has no data checksums');
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw explainConnectionFailure(error);
    if (error.cause instanceof DatabaseNotDurableError) throw error.cause;
    logger.warn({ err: error }, 'database unavailable; rejecting requests');
  }
}
