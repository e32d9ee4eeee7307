import type { INestApplicationContext } from '@nestjs/common';
import { DatabaseUnavailableError } from '#libs/database';
import { StoredKeys } from './stored-keys.js';

/**
 * Compares and records the keys at the start. Without PostgreSQL, the first request that needs them does.
 *
 * @param beforeRecording runs once the keys fit, and before the database depends on them
 * @throws {WrongKeysError}
 */
export async function acceptKeys(
  app: INestApplicationContext,
  beforeRecording?: () => Promise<void>,
): Promise<void> {
  try {
    await app.get(StoredKeys).accept(beforeRecording);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
  }
}
