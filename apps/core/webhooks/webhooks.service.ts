import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UndecryptableError } from '#libs/encryption';
import type { ClientInfo } from '../identity/client-info.js';
import { SecurityLog } from '../identity/security-log/security-log.js';
import type { AccountEventKind } from '../identity/security-log/account-event.js';
import type { Caller } from '../identity/sessions/current-user.js';
import { LiveCaller } from '../identity/sessions/live-caller.js';
import { CLOCK, type Clock } from '../tokens.js';
import { EndpointAddresses } from './deliveries/endpoint-address.js';
import { EndpointRefusedError } from './deliveries/endpoint-refused.error.js';
import { MAX_WEBHOOKS, newSigningSecret, rotated, type SigningSecret, type WebhookTopic } from './webhook.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { TooManyWebhooksError, WebhookNotFoundError, WebhookUrlError } from './webhooks.errors.js';
import { WebhooksRepository, type StoredWebhook } from './webhooks.repository.js';

export interface WebhookDraft {
  url: string;
  events: WebhookTopic[];
  description: string;
}

export interface WebhookChange extends Partial<WebhookDraft> {
  isEnabled?: boolean | undefined;
}

export interface Requester {
  caller: Caller;
  client: ClientInfo;
}

export interface WebhookWithSecret {
  webhook: StoredWebhook;
  secret: SigningSecret;
}

@Injectable()
export class WebhooksService {
  constructor(
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly addresses: EndpointAddresses,
    private readonly liveCaller: LiveCaller,
    private readonly log: SecurityLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create({ caller, client }: Requester, draft: WebhookDraft): Promise<WebhookWithSecret> {
    const { userId } = caller;
    const url = this.checkedUrl(draft.url);
    const id = randomUUID();
    const secret = newSigningSecret();
    const webhook = await this.repository.transaction(async (tx) => {
      await this.liveCaller.lock(tx, caller);
      if ((await this.repository.count(tx, userId)) >= MAX_WEBHOOKS)
        throw new TooManyWebhooksError(MAX_WEBHOOKS);
      await this.log.record(tx, { userId, kind: 'webhook_created', client });
      return this.repository.insert(tx, { ...draft, url, id, userId, ...this.secrets.encrypt(id, [secret]) });
    });
    return { webhook, secret };
  }

  list(userId: string): Promise<StoredWebhook[]> {
    return this.repository.list(userId);
  }

  async get(userId: string, id: string): Promise<StoredWebhook> {
    const webhook = z.uuid().safeParse(id).success ? await this.repository.find(userId, id) : null;
    if (webhook === null) throw new WebhookNotFoundError();
    return webhook;
  }

  async change(
    requester: Requester,
    id: string,
    { isEnabled, url, ...change }: WebhookChange,
  ): Promise<StoredWebhook> {
    const { disabledAt } = await this.get(requester.caller.userId, id);
    const data = {
      ...change,
      ...(url !== undefined && { url: this.checkedUrl(url) }),
      ...(isEnabled !== undefined && {
        disabledAt: isEnabled ? null : (disabledAt ?? new Date(this.clock())),
      }),
    };
    return this.update(requester, id, 'webhook_changed', data);
  }

  /** Deliveries are signed with both secrets for a day. */
  async rotateSecret(requester: Requester, id: string): Promise<WebhookWithSecret> {
    const found = await this.get(requester.caller.userId, id);
    const secrets = rotated(this.secretsOf(found), new Date(this.clock()));
    const [secret] = secrets;
    if (secret === undefined) throw new Error('a rotation left no secret');
    const data = this.secrets.encrypt(id, secrets);
    return { webhook: await this.update(requester, id, 'webhook_secret_rotated', data), secret };
  }

  publicSecretOf(webhook: StoredWebhook): SigningSecret | null {
    return this.secretsOf(webhook).find(({ validUntil }) => validUntil === null) ?? null;
  }

  async delete({ caller, client }: Requester, id: string): Promise<void> {
    const { userId } = caller;
    await this.get(userId, id);
    await this.repository.transaction(async (tx) => {
      if (!(await this.repository.delete(tx, userId, id))) throw new WebhookNotFoundError();
      await this.log.record(tx, { userId, kind: 'webhook_deleted', client });
    });
  }

  private update(
    { caller, client }: Requester,
    id: string,
    kind: AccountEventKind,
    data: Parameters<WebhooksRepository['update']>[2],
  ): Promise<StoredWebhook> {
    const { userId } = caller;
    return this.repository.transaction(async (tx) => {
      await this.liveCaller.lock(tx, caller);
      const webhook = await this.repository.update(tx, { userId, id }, data);
      if (webhook === null) throw new WebhookNotFoundError();
      await this.log.record(tx, { userId, kind, client });
      return webhook;
    });
  }

  /** A lost encryption key stops deliveries until their owner takes a new secret. */
  private secretsOf(webhook: StoredWebhook): SigningSecret[] {
    try {
      return this.secrets.decrypt(webhook.id, webhook);
    } catch (error) {
      if (error instanceof UndecryptableError) return [];
      throw error;
    }
  }

  private checkedUrl(text: string): string {
    try {
      return this.addresses.check(text).href;
    } catch (error) {
      if (error instanceof EndpointRefusedError) throw new WebhookUrlError(error.message);
      throw error;
    }
  }
}
