import type { AppLogger } from '#libs/observability';
import { DatabaseUnavailableError } from './database-unavailable.error.js';
import type { Database } from './database.js';
import { DatabaseNotDurableError } from './durability.js';

/**
 * Says at the start what the database promises. One that can not be asked is no reason not to start: its connections
 * are asked when they are made.
 *
 * @throws {DatabaseNotDurableError} when it must be durable and is not
 */
export async function reportDurability(database: Database, logger: AppLogger): Promise<void> {
  try {
    const { faults, hasDataChecksums } = await database.durability();
    if (faults.length > 0) logger.warn({ faults }, 'the database may lose what it acknowledges');
    if (hasDataChecksums) logger.info({}, 'the database has data checksums');
    else logger.warn({}, 'the database has no data checksums: it does not notice what a bad disk changes');
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    if (error.cause instanceof DatabaseNotDurableError) throw error.cause;
    logger.warn({ err: error }, 'the database is not available; requests are refused until it is');
  }
}
