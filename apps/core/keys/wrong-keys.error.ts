import { AppError } from '../app-error.js';

/** The configured keys are not those of the database. The message, for operators only, names each variable. */
export class WrongKeysError extends AppError {
  constructor(readonly problems: readonly string[]) {
    super('keys.wrong', 'the keys of this server do not fit its data', {
      data: { retryAfterSeconds: 60 },
      cause: new Error(
        [
          'this database was written with other keys:',
          ...problems,
          'If a key is lost for good: docs/runbooks/WrongKeys.md',
        ].join('\n  '),
      ),
    });
  }
}

/** Stored data cannot be decrypted, and stays as it is. */
export class UndecryptableDataError extends AppError {
  constructor(cause: unknown) {
    super('keys.wrong', 'the keys of this server do not fit its data', {
      data: { retryAfterSeconds: 60 },
      cause,
    });
  }
}
