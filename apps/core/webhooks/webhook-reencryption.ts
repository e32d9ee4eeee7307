import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Logger } from '#libs/observability';
import { StoredKeys } from '../keys/stored-keys.js';
import { LOGGER } from '../tokens.js';
import { WebhookSecrets, type StoredSecrets } from './webhook-secrets.js';
import { WebhooksRepository } from './webhooks.repository.js';

const EVERY_MS = 60_000;
const BATCH = 100;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Encrypts signing secrets under the active key, so that the earlier ones can be removed: unlike notes, they do not expire. */
@Injectable()
export class WebhookReencryption {
  private isFailing = false;

  constructor(
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly keys: StoredKeys,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(EVERY_MS)
  async reencrypt(): Promise<void> {
    const earlier = this.secrets.earlierKeys.map(({ keyFingerprint }) => keyFingerprint);
    if (earlier.length === 0 || !this.keys.areAccepted) return;
    try {
      for (let after: string | undefined = FIRST_ID; after !== undefined;)
        after = await this.reencryptBatch(earlier, after);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn({ err: error }, 'webhook secrets not re-encrypted; will retry');
      this.isFailing = true;
    }
  }

  private async reencryptBatch(earlier: Uint8Array[], after: string): Promise<string | undefined> {
    const found = await this.repository.findUnderKeys(earlier, after, BATCH);
    for (const webhook of found) await this.reencryptOne(webhook);
    return found.length < BATCH ? undefined : found.at(-1)?.id;
  }

  private async reencryptOne(webhook: StoredSecrets & { id: string }): Promise<void> {
    const secrets = this.secrets.decrypt(webhook.id, webhook);
    await this.repository.replaceSecrets(webhook, this.secrets.encrypt(webhook.id, secrets));
  }
}
