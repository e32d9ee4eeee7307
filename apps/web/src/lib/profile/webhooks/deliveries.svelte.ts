import type { WebhookDelivery } from '#libs/api-client';
import { accountsClient } from '../../api/accounts-client.js';
import { session } from '../../session/session.svelte.js';
import { Submission } from '../../ui/forms/submission.svelte.js';

const REFRESH_MS = 2_000;
const MAX_REFRESHES = 5;

/** Deliveries of one webhook, refreshed for a few seconds while one is due. */
export class Deliveries {
  all = $state<WebhookDelivery[] | null>(null);
  readonly submission = new Submission();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly webhookId: string) {}

  load(refreshes = MAX_REFRESHES): Promise<boolean> {
    clearTimeout(this.timer);
    return this.submission.run(async () => {
      const deliveries = await session.call((token) =>
        accountsClient.webhookDeliveries(token, this.webhookId),
      );
      this.all = deliveries;
      const isWaiting = deliveries.some(({ state, attempts }) => state === 'due' && attempts === 0);
      if (isWaiting && refreshes > 0)
        this.timer = setTimeout(() => void this.load(refreshes - 1), REFRESH_MS);
    });
  }

  async test(): Promise<void> {
    const isSent = await this.submission.run(() =>
      session.call((token) => accountsClient.testWebhook(token, this.webhookId)),
    );
    if (isSent) await this.load();
  }

  async replay({ id }: WebhookDelivery): Promise<void> {
    const isSent = await this.submission.run(() =>
      session.call((token) => accountsClient.replayDelivery(token, this.webhookId, id)),
    );
    if (isSent) await this.load();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
