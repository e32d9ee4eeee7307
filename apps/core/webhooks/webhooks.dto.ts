import { z } from 'zod';
import { plainText } from '../http/validation.js';
import { publicKeyText, secretText } from './deliveries/sign.js';
import { WEBHOOK_TOPICS, type SigningSecret } from './webhook.js';
import type { StoredDelivery, StoredWebhook } from './webhooks.repository.js';
import type { WebhookChange, WebhookDraft, WebhookWithSecret } from './webhooks.service.js';

const MAX_URL_LENGTH = 2_000;
const MAX_DESCRIPTION_LENGTH = 100;

const time = z.iso.datetime();
const topic = z.enum(WEBHOOK_TOPICS);
const url = plainText.max(MAX_URL_LENGTH).meta({ description: 'https:// address that receives the events.' });
const events = z
  .array(topic)
  .min(1, 'must name at least one event')
  .max(WEBHOOK_TOPICS.length)
  .meta({ description: '`account.*` stands for each change in the security log.' });
const description = plainText
  .max(MAX_DESCRIPTION_LENGTH)
  .meta({ description: 'Lets its owner recognise it.' });

export const createWebhookSchema = z
  .strictObject({ url, events, description: description.nullish() })
  .meta({ id: 'CreateWebhook' });
export const changeWebhookSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'ChangeWebhook' });

const webhook = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(topic),
  description: z.string(),
  enabled: z.boolean().meta({ description: 'False once disabled, also by a response of 410 Gone.' }),
  created_at: time,
  public_key: z.string().optional().meta({
    description: 'Ed25519 key of the `v1a` signatures. Absent if the server lost the key that encrypts it.',
  }),
});
export const webhookSchema = webhook.meta({ id: 'Webhook' });
export const webhooksSchema = z.array(webhookSchema).meta({ id: 'Webhooks' });
export const createdWebhookSchema = webhook
  .extend({
    secret: z.string().meta({ description: 'Secret of the `v1` signatures, shown this once.' }),
    public_key: z.string(),
  })
  .meta({ id: 'CreatedWebhook' });

export const deliverySchema = z
  .object({
    id: z.uuid(),
    event_id: z.uuid().meta({ description: 'The `webhook-id` of the delivery.' }),
    type: z.string(),
    state: z.enum(['due', 'delivered', 'dead']),
    created_at: time,
    attempts: z.number().int(),
    next_attempt_at: time.optional(),
    status: z.number().int().optional().meta({ description: 'HTTP status of the last response.' }),
    error: z.string().optional().meta({
      description:
        'Reason of the last failure: `status`, `redirect`, `timeout`, `unreachable`, `refused` (not a public https:// address), `secret` or `disabled`.',
    }),
  })
  .meta({ id: 'WebhookDelivery' });
export const deliveriesSchema = z.array(deliverySchema).meta({ id: 'WebhookDeliveries' });

export function webhookDraftOf(body: z.output<typeof createWebhookSchema>): WebhookDraft {
  return { url: body.url, events: [...new Set(body.events)], description: body.description?.trim() ?? '' };
}

export function webhookChangeOf(body: z.output<typeof changeWebhookSchema>): WebhookChange {
  return {
    ...(body.url !== undefined && { url: body.url }),
    ...(body.events !== undefined && { events: [...new Set(body.events)] }),
    ...(body.description !== undefined && { description: body.description.trim() }),
    isEnabled: body.enabled,
  };
}

export function webhookDto(
  found: StoredWebhook,
  secret: SigningSecret | null,
): z.output<typeof webhookSchema> {
  return {
    id: found.id,
    url: found.url,
    events: WEBHOOK_TOPICS.filter((known) => found.events.includes(known)),
    description: found.description,
    enabled: found.disabledAt === null,
    created_at: found.createdAt.toISOString(),
    ...(secret !== null && { public_key: publicKeyText(secret) }),
  };
}

export function createdWebhookDto(created: WebhookWithSecret): z.output<typeof createdWebhookSchema> {
  const { webhook: found, secret } = created;
  return { ...webhookDto(found, secret), secret: secretText(secret), public_key: publicKeyText(secret) };
}

export function deliveryDto(delivery: StoredDelivery): z.output<typeof deliverySchema> {
  const { closedAt, nextAt, status, error } = delivery;
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    type: delivery.type,
    state: closedAt === null ? 'due' : error === null ? 'delivered' : 'dead',
    created_at: delivery.createdAt.toISOString(),
    attempts: delivery.attempts,
    ...(nextAt && { next_attempt_at: nextAt.toISOString() }),
    ...(status !== null && { status }),
    ...(error !== null && { error }),
  };
}
