import { AppError } from '../../app-error.js';
import type { ApiKeyScope } from './api-key.js';

export class ApiKeyNotFoundError extends AppError {
  constructor() {
    super('api_key.not_found', 'api key: not found');
  }
}

export class ApiKeyScopeError extends AppError {
  /** @param scope that the route requires; null if it accepts no key */
  constructor(scope: ApiKeyScope | null) {
    super('api_key.scope', scope === null ? 'api key: not accepted here' : `api key: lacks scope ${scope}`);
  }
}

/** The key is right, but its owner allows it on other networks only. */
export class ApiKeyNetworkError extends AppError {
  constructor() {
    super('api_key.network', 'api key: not accepted from this network');
  }
}

export class TooManyApiKeysError extends AppError {
  constructor(maxKeys: number) {
    super('api_key.too_many', `api key: an account has at most ${maxKeys}`);
  }
}
