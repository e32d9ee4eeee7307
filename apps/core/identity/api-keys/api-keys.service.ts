import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { addressesIn } from '../../http/requests/client-address.js';
import type { ClientInfo } from '../client-info.js';
import { SecurityLog } from '../security-log/security-log.js';
import { UnauthorizedError } from '../sessions/sessions.errors.js';
import type { Owner } from '../sessions/sessions.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { isApiKeyId, isWellFormedApiKey, newApiKey, type ApiKeyScope } from './api-key.js';
import {
  ApiKeyNetworkError,
  ApiKeyNotFoundError,
  ApiKeyScopeError,
  TooManyApiKeysError,
} from './api-keys.errors.js';
import {
  ApiKeysRepository,
  type ApiKeySettings,
  type LiveApiKey,
  type StoredApiKey,
} from './api-keys.repository.js';

const MAX_KEYS = 50;

export interface ApiKeyDraft extends ApiKeySettings {
  ttlSeconds: number | null;
}

export interface ApiKeyUse {
  scope: ApiKeyScope | null;
  clientAddress: string;
  client: ClientInfo;
}

@Injectable()
export class ApiKeysService {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly sessions: SessionsService,
    private readonly log: SecurityLog,
  ) {}

  /** @returns the key, whose text is not stored */
  async create(
    owner: Owner,
    { ttlSeconds, ...settings }: ApiKeyDraft,
    client: ClientInfo,
  ): Promise<{ key: StoredApiKey; text: string }> {
    const { id, text } = newApiKey();
    const { userId } = owner;
    const key = await this.repository.transaction(async (tx) => {
      await this.sessions.lockLive(tx, owner);
      if ((await this.repository.count(tx, userId)) >= MAX_KEYS) throw new TooManyApiKeysError(MAX_KEYS);
      const insert = { ...settings, id, hash: hashToken(text), userId, ttlSeconds };
      const inserted = await this.repository.insert(tx, insert);
      await this.log.record(tx, { userId, kind: 'api_key_created', client, detail: id });
      return inserted;
    });
    return { key, text };
  }

  list(userId: string): Promise<StoredApiKey[]> {
    return this.repository.list(userId);
  }

  async revoke(userId: string, id: string, client: ClientInfo): Promise<void> {
    if (!isApiKeyId(id)) throw new ApiKeyNotFoundError();
    await this.repository.transaction(async (tx) => {
      if (!(await this.repository.delete(tx, userId, id))) throw new ApiKeyNotFoundError();
      await this.log.record(tx, { userId, kind: 'api_key_revoked', client, detail: id });
    });
  }

  /** Accepts the key from every network: whoever finds a leaked key can end it. */
  async findByHolder(token: string): Promise<LiveApiKey> {
    const key = isWellFormedApiKey(token) ? await this.repository.findLive(hashToken(token)) : null;
    if (key === null) throw new UnauthorizedError();
    return key;
  }

  /**
   * @throws {UnauthorizedError} if the key is unknown, revoked or expired
   * @throws {ApiKeyNetworkError | ApiKeyScopeError} if its owner does not allow this use
   */
  async authenticate(token: string, { scope, clientAddress, client }: ApiKeyUse): Promise<LiveApiKey> {
    const key = await this.findByHolder(token);
    const { id, userId, cidrs } = key;
    if (cidrs.length > 0 && !addressesIn(cidrs)(clientAddress)) {
      this.log.recordLater({ userId, kind: 'api_key_refused', client, detail: id });
      throw new ApiKeyNetworkError();
    }
    if (scope === null || !key.scopes.includes(scope)) throw new ApiKeyScopeError(scope);
    if (!key.isUsedRecently) await this.repository.touch(id);
    return key;
  }
}
