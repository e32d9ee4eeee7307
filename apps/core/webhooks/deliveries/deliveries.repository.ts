import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import * as sql from './deliveries.sql.js';

export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  eventId: string;
  payload: string;
  attempts: number;
  url: string;
  secrets: Buffer;
  keyId: string;
  keyFingerprint: Buffer;
}

export interface AttemptResult {
  /** HTTP status; null without a response. */
  status: number | null;
  /** Null if the endpoint accepted the delivery. */
  error: string | null;
}

@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  claim(limit: number): Promise<ClaimedDelivery[]> {
    return this.database.query<ClaimedDelivery>(sql.claimDeliveries, [limit]);
  }

  async close({ id, attempts, webhookId }: ClaimedDelivery, { status, error }: AttemptResult): Promise<void> {
    await this.database.query(sql.closeDelivery, [id, attempts, status, error]);
    await this.database.query(sql.pruneDeliveries, [webhookId]);
  }

  async retry(
    { id, attempts }: ClaimedDelivery,
    { status, error }: AttemptResult,
    delaySeconds: number,
  ): Promise<void> {
    await this.database.query(sql.retryDelivery, [id, attempts, status, error, delaySeconds]);
  }

  /** Returns true if the delivery has waited too long, and is dead. */
  async postpone({ id, attempts }: ClaimedDelivery, delaySeconds: number): Promise<boolean> {
    const values = [id, attempts, delaySeconds];
    const [row] = await this.database.query<{ isDead: boolean }>(sql.postponeDelivery, values);
    return row?.isDead ?? false;
  }

  async disable({ webhookId }: ClaimedDelivery): Promise<void> {
    await this.database.query(sql.disableEndpoint, [webhookId]);
  }
}
