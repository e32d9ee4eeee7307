import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { addressesIn } from '../../http/requests/client-address.js';
import type { ClientInfo } from '../client-info.js';
import { SecurityLog } from '../security-log/security-log.js';
import { isWellFormedApiKey, type ApiKeyScope } from './api-key.js';
import { ApiKeyNetworkError, ApiKeyScopeError } from './api-keys.errors.js';
import { ApiKeysRepository, type LiveApiKey } from './api-keys.repository.js';

export interface ApiKeyUse {
  /** Null if the route accepts no key. */
  scope: ApiKeyScope | null;
  clientAddress: string;
  client: ClientInfo;
}

@Injectable()
export class ApiKeyAccess {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly log: SecurityLog,
  ) {}

  /** Returns null if the key is unknown, revoked or expired. */
  async find(token: string): Promise<LiveApiKey | null> {
    return isWellFormedApiKey(token) ? this.repository.findLive(hashToken(token)) : null;
  }

  /** @throws {ApiKeyNetworkError | ApiKeyScopeError} if the owner of the key does not allow this use */
  async authorise(key: LiveApiKey, { scope, clientAddress, client }: ApiKeyUse): Promise<void> {
    const { id, userId, cidrs, scopes } = key;
    if (cidrs.length > 0 && !addressesIn(cidrs)(clientAddress)) {
      this.log.recordLater({ userId, kind: 'api_key_refused', client, detail: id });
      throw new ApiKeyNetworkError();
    }
    if (scope === null || !scopes.includes(scope)) throw new ApiKeyScopeError(scope);
    if (!key.isUsedRecently) await this.repository.touch(id);
  }
}
