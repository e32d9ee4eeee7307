import { ApiError, type CreatedApiKey, type NewApiKey } from '#libs/api-client';
import { accountsClient } from '../../api/accounts-client.js';
import { session } from '../../session/session.svelte.js';
import { Submission } from '../../ui/forms/submission.svelte.js';
import { ownApiKeysOf, type OwnApiKey } from './own-api-key.js';

/** API keys of the account. Methods throw what the API call throws. */
export class OwnApiKeys {
  /** Null until loaded. */
  all = $state<OwnApiKey[] | null>(null);
  readonly loading = new Submission();

  load(): Promise<boolean> {
    return this.loading.run(async () => {
      this.all = ownApiKeysOf(await session.call((token) => accountsClient.apiKeys(token)));
    });
  }

  async create(draft: NewApiKey): Promise<CreatedApiKey> {
    const created = await session.call((token) => accountsClient.createApiKey(token, draft));
    this.all = [...ownApiKeysOf([created]), ...(this.all ?? [])];
    return created;
  }

  /** Idempotent. */
  async revoke({ id }: OwnApiKey): Promise<void> {
    await session
      .call((token) => accountsClient.revokeApiKey(token, id))
      .catch((error: unknown) => {
        if (!(error instanceof ApiError && error.code === 'api_key.not_found')) throw error;
      });
    this.all = this.all?.filter((other) => other.id !== id) ?? null;
  }
}
