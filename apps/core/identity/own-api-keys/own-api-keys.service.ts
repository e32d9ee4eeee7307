import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { ApiKeyAccess } from '../api-keys/api-key-access.js';
import { isApiKeyId, newApiKey } from '../api-keys/api-key.js';
import { ApiKeyNotFoundError, TooManyApiKeysError } from '../api-keys/api-keys.errors.js';
import {
  ApiKeysRepository,
  type ApiKeySettings,
  type LiveApiKey,
  type StoredApiKey,
} from '../api-keys/api-keys.repository.js';
import type { ClientInfo } from '../client-info.js';
import { SecurityLog } from '../security-log/security-log.js';
import type { Caller } from '../sessions/current-user.js';
import { LiveCaller } from '../sessions/live-caller.js';
import { UnauthorizedError } from '../sessions/sessions.errors.js';

const MAX_KEYS = 50;

export interface ApiKeyDraft extends ApiKeySettings {
  /** Null for a key that does not expire. */
  ttlSeconds: number | null;
}

@Injectable()
export class OwnApiKeysService {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly access: ApiKeyAccess,
    private readonly liveCaller: LiveCaller,
    private readonly log: SecurityLog,
  ) {}

  /** Returns the text of the key too, which is not stored. */
  async create(
    caller: Caller,
    draft: ApiKeyDraft,
    client: ClientInfo,
  ): Promise<{ key: StoredApiKey; text: string }> {
    const { userId } = caller;
    const { id, text } = newApiKey();
    const key = await this.repository.transaction(async (tx) => {
      await this.liveCaller.lock(tx, caller);
      if ((await this.repository.count(tx, userId)) >= MAX_KEYS) throw new TooManyApiKeysError(MAX_KEYS);
      const inserted = await this.repository.insert(tx, { ...draft, id, hash: hashToken(text), userId });
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

  /** Accepts every network and scope, so that the finder of a leaked key can end it. */
  async findByHolder(token: string): Promise<LiveApiKey> {
    const key = await this.access.find(token);
    if (key === null) throw new UnauthorizedError();
    return key;
  }

  async revokeByHolder(token: string, client: ClientInfo): Promise<void> {
    const { userId, id } = await this.findByHolder(token);
    await this.revoke(userId, id, client);
  }
}
