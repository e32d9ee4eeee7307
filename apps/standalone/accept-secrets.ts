import type { INestApplicationContext } from '@nestjs/common';
import { OperatorError } from '#libs/observability';
import { StoredKeys } from '../core/keys/stored-keys.js';
import { WrongKeysError } from '../core/keys/wrong-keys.error.js';
import type { DataFolder } from './open-data-folder.js';

export async function acceptSecrets(
  app: INestApplicationContext,
  { secretsFile, saveSecrets }: Pick<DataFolder, 'secretsFile' | 'saveSecrets'>,
): Promise<void> {
  try {
    await app.get(StoredKeys).accept(saveSecrets);
  } catch (error) {
    if (!(error instanceof WrongKeysError)) throw error;
    const advice = `Keys that no variable sets are those of ${secretsFile}: restore that file from a backup`;
    throw new OperatorError(`${error.explanation}; ${advice}`, { cause: error });
  }
}
