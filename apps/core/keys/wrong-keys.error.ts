import { AppError } from '../app-error.js';

const MESSAGE = 'the keys of this server do not fit its data';
const RETRY = { retryAfterSeconds: 60 };

export class WrongKeysError extends AppError {
  readonly explanation: string;

  constructor(readonly problems: readonly string[]) {
    const explanation = `this database was written with other keys: ${problems.join('; ')}. If a key is lost for good, npm run onasty -- keys lost shows what it encrypted: see docs/runbooks/WrongKeys.md`;
    super('keys.wrong', MESSAGE, { data: RETRY, cause: new Error(explanation) });
    this.explanation = explanation;
  }
}

export class UndecryptableDataError extends AppError {
  constructor(cause: unknown) {
    super('keys.wrong', MESSAGE, { data: RETRY, cause });
  }
}
