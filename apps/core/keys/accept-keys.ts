import type { INestApplicationContext } from '@nestjs/common';
import { DatabaseUnavailableError } from '#libs/database';
import { OperatorError } from '#libs/observability';
import { StoredKeys } from './stored-keys.js';
import { WrongKeysError } from './wrong-keys.error.js';

export async function acceptKeys(app: INestApplicationContext): Promise<void> {
  try {
    await app.get(StoredKeys).accept();
  } catch (error) {
    if (error instanceof WrongKeysError) throw new OperatorError(error.explanation, { cause: error });
    if (!(error instanceof DatabaseUnavailableError)) throw error;
  }
}
