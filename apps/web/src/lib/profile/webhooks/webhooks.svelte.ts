import { ApiError, type CreatedWebhook, type NewWebhook, type Webhook } from '#libs/api-client';
import { accountsClient } from '../../api/accounts-client.js';
import { session } from '../../session/session.svelte.js';
import { Submission } from '../../ui/forms/submission.svelte.js';

/** Webhooks of the account. Methods throw what the API call throws. */
export class OwnWebhooks {
  /** Null until loaded. */
  all = $state<Webhook[] | null>(null);
  readonly loading = new Submission();

  load(): Promise<boolean> {
    return this.loading.run(async () => {
      this.all = await session.call((token) => accountsClient.webhooks(token));
    });
  }

  async create(draft: NewWebhook): Promise<CreatedWebhook> {
    const created = await session.call((token) => accountsClient.createWebhook(token, draft));
    this.all = [created, ...(this.all ?? [])];
    return created;
  }

  async setEnabled({ id }: Webhook, enabled: boolean): Promise<void> {
    const changed = await session.call((token) => accountsClient.changeWebhook(token, id, { enabled }));
    this.all = this.all?.map((other) => (other.id === id ? changed : other)) ?? null;
  }

  rotate({ id }: Webhook): Promise<CreatedWebhook> {
    return session.call((token) => accountsClient.rotateWebhookSecret(token, id));
  }

  /** Idempotent. */
  async delete({ id }: Webhook): Promise<void> {
    await session
      .call((token) => accountsClient.deleteWebhook(token, id))
      .catch((error: unknown) => {
        if (!(error instanceof ApiError && error.code === 'webhook.not_found')) throw error;
      });
    this.all = this.all?.filter((other) => other.id !== id) ?? null;
  }
}
