import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../tokens.js';
import { TEST_EVENT } from './webhook.js';
import { DeliveryNotFoundError } from './webhooks.errors.js';
import { WebhooksRepository, type StoredDelivery } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

@Injectable()
export class WebhookDeliveriesService {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly repository: WebhooksRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(userId: string, webhookId: string): Promise<StoredDelivery[]> {
    await this.webhooks.get(userId, webhookId);
    return this.repository.listDeliveries(webhookId);
  }

  async test(userId: string, webhookId: string): Promise<StoredDelivery> {
    await this.webhooks.get(userId, webhookId);
    const id = randomUUID();
    const timestamp = new Date(this.clock()).toISOString();
    const payload = JSON.stringify({ type: TEST_EVENT, timestamp, data: { id } });
    await this.repository.insertDelivery({ id, webhookId, eventId: randomUUID(), type: TEST_EVENT, payload });
    return this.get(webhookId, id);
  }

  async replay(userId: string, webhookId: string, id: string): Promise<StoredDelivery> {
    await this.webhooks.get(userId, webhookId);
    const isReplayed = z.uuid().safeParse(id).success && (await this.repository.replay(webhookId, id));
    if (!isReplayed) throw new DeliveryNotFoundError();
    return this.get(webhookId, id);
  }

  private async get(webhookId: string, id: string): Promise<StoredDelivery> {
    const delivery = await this.repository.findDelivery(webhookId, id);
    if (delivery === null) throw new DeliveryNotFoundError();
    return delivery;
  }
}
