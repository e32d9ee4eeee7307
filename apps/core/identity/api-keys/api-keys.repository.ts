import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import type { ApiKeyScope } from './api-key.js';
import * as sql from './api-keys.sql.js';

export interface ApiKeySettings {
  name: string;
  scopes: ApiKeyScope[];
  cidrs: string[];
  requestsPerMinute: number | null;
  notesPerDay: number | null;
}

export interface StoredApiKey extends Omit<ApiKeySettings, 'scopes'> {
  id: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

export interface LiveApiKey extends Omit<StoredApiKey, 'lastUsedAt'> {
  userId: string;
  isUsedRecently: boolean;
}

export interface ApiKeyInsert extends ApiKeySettings {
  id: string;
  hash: Buffer;
  userId: string;
  /** Null for a key that does not expire. */
  ttlSeconds: number | null;
}

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  async findLive(hash: Buffer): Promise<LiveApiKey | null> {
    const [key] = await this.database.query<LiveApiKey>(sql.findLiveApiKey, [hash]);
    return key ?? null;
  }

  async touch(id: string): Promise<void> {
    await this.database.query(sql.touchApiKey, [id]);
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async isStored(tx: Transaction, id: string): Promise<boolean> {
    return (await tx.apiKey.count({ where: { id } })) > 0;
  }

  count(tx: Transaction, userId: string): Promise<number> {
    return tx.apiKey.count({ where: { userId } });
  }

  async insert(tx: Transaction, key: ApiKeyInsert): Promise<StoredApiKey> {
    const { id, hash, userId, name, scopes, cidrs, requestsPerMinute, notesPerDay, ttlSeconds } = key;
    const values = [id, hash, userId, name, scopes, cidrs, requestsPerMinute, notesPerDay, ttlSeconds];
    const [inserted] = await tx.query<StoredApiKey>(sql.insertApiKey, values);
    if (inserted === undefined) throw new Error('an insert without a condition returned no row');
    return inserted;
  }

  list(userId: string): Promise<StoredApiKey[]> {
    const newestFirst = [{ createdAt: 'desc' }, { id: 'asc' }] as const;
    return this.database.use((prisma) =>
      prisma.apiKey.findMany({ where: { userId }, orderBy: [...newestFirst] }),
    );
  }

  async delete(tx: Transaction, userId: string, id: string): Promise<boolean> {
    return (await tx.apiKey.deleteMany({ where: { userId, id } })).count > 0;
  }
}
