import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import type { StoredSecrets } from './webhook-secrets.js';
import * as sql from './webhooks.sql.js';

export interface StoredWebhook {
  id: string;
  userId: string;
  url: string;
  events: string[];
  description: string;
  secrets: Uint8Array<ArrayBuffer>;
  keyId: string;
  keyFingerprint: Uint8Array<ArrayBuffer>;
  createdAt: Date;
  disabledAt: Date | null;
}

export interface StoredDelivery {
  id: string;
  eventId: string;
  type: string;
  createdAt: Date;
  attempts: number;
  nextAt: Date | null;
  closedAt: Date | null;
  status: number | null;
  error: string | null;
}

const LISTED_DELIVERIES = 100;

@Injectable()
export class WebhooksRepository {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  count(tx: Transaction, userId: string): Promise<number> {
    return tx.webhook.count({ where: { userId } });
  }

  insert(tx: Transaction, webhook: Omit<StoredWebhook, 'createdAt' | 'disabledAt'>): Promise<StoredWebhook> {
    return tx.webhook.create({ data: webhook });
  }

  list(userId: string): Promise<StoredWebhook[]> {
    return this.database.use((prisma) =>
      prisma.webhook.findMany({ where: { userId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] }),
    );
  }

  find(userId: string, id: string): Promise<StoredWebhook | null> {
    return this.database.use((prisma) => prisma.webhook.findFirst({ where: { id, userId } }));
  }

  async update(
    tx: Transaction,
    { userId, id }: { userId: string; id: string },
    data: Partial<Omit<StoredWebhook, 'id' | 'userId' | 'createdAt'>>,
  ): Promise<StoredWebhook | null> {
    const [updated] = await tx.webhook.updateManyAndReturn({ where: { id, userId }, data });
    return updated ?? null;
  }

  async delete(tx: Transaction, userId: string, id: string): Promise<boolean> {
    return (await tx.webhook.deleteMany({ where: { id, userId } })).count > 0;
  }

  findUnderKeys(
    fingerprints: Uint8Array[],
    afterId: string,
    limit: number,
  ): Promise<(StoredSecrets & { id: string })[]> {
    return this.database.query(sql.findUnderKeys, [fingerprints, afterId, limit]);
  }

  /** Does nothing if their owner took a new secret before. */
  async replaceSecrets(
    { id, secrets: before }: StoredSecrets & { id: string },
    { secrets, keyId, keyFingerprint }: StoredSecrets,
  ): Promise<void> {
    await this.database.query(sql.replaceSecrets, [id, before, secrets, keyId, keyFingerprint]);
  }

  async insertDelivery(delivery: {
    id: string;
    webhookId: string;
    eventId: string;
    type: string;
    payload: string;
  }): Promise<void> {
    const { id, webhookId, eventId, type, payload } = delivery;
    await this.database.query(sql.insertDelivery, [id, webhookId, eventId, type, payload]);
  }

  listDeliveries(webhookId: string): Promise<StoredDelivery[]> {
    return this.database.use((prisma) =>
      prisma.webhookDelivery.findMany({
        where: { webhookId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: LISTED_DELIVERIES,
      }),
    );
  }

  findDelivery(webhookId: string, id: string): Promise<StoredDelivery | null> {
    return this.database.use((prisma) => prisma.webhookDelivery.findFirst({ where: { id, webhookId } }));
  }

  async replay(webhookId: string, id: string): Promise<boolean> {
    return (await this.database.query(sql.replayDelivery, [id, webhookId])).length > 0;
  }
}
