import { z } from 'zod';
import { isNetwork, MAX_LIFETIME_SECONDS } from '#libs/config';
import { plainText } from '../../http/validation.js';
import { API_KEY_SCOPES } from '../api-keys/api-key.js';
import { MAX_NOTES_PER_DAY, MAX_REQUESTS_PER_MINUTE } from '../api-keys/api-key-limits.js';
import type { LiveApiKey, StoredApiKey } from '../api-keys/api-keys.repository.js';
import type { ApiKeyDraft } from './own-api-keys.service.js';

const DEFAULT_TTL_SECONDS = 90 * 86_400;
const MAX_NAME_LENGTH = 100;
const MAX_NETWORKS = 20;

const time = z.iso.datetime();
const scope = z.enum(API_KEY_SCOPES);
const name = plainText
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'must not be empty').max(MAX_NAME_LENGTH));
const network = plainText.refine(isNetwork, 'must be an address or a network such as 10.1.2.0/24');
const limits = {
  requests_per_minute: z.number().int().min(1).max(MAX_REQUESTS_PER_MINUTE),
  notes_per_day: z.number().int().min(1).max(MAX_NOTES_PER_DAY),
};

export const createApiKeySchema = z
  .strictObject({
    name: name.meta({ description: 'Lets its owner recognise the key.' }),
    scopes: z.array(scope).min(1, 'must name at least one scope').max(API_KEY_SCOPES.length),
    expires_in: z
      .number()
      .int()
      .min(1)
      .max(MAX_LIFETIME_SECONDS)
      .nullish()
      .meta({ description: 'Lifetime in seconds. 90 days if omitted; null: the key does not expire.' }),
    cidrs: z
      .array(network)
      .max(MAX_NETWORKS)
      .nullish()
      .meta({ description: 'Addresses and networks that may use the key. All if omitted.' }),
    requests_per_minute: limits.requests_per_minute.nullish().meta({ description: 'Rate limit of the key.' }),
    notes_per_day: limits.notes_per_day
      .nullish()
      .meta({ description: 'Notes that the key creates in a day.' }),
  })
  .meta({ id: 'CreateApiKey' });

const apiKey = z.object({
  id: z.string().meta({ description: 'Part of the key between its underscores.' }),
  name: z.string(),
  scopes: z.array(scope),
  cidrs: z.array(z.string()).meta({ description: 'Empty: all networks.' }),
  requests_per_minute: limits.requests_per_minute.optional(),
  notes_per_day: limits.notes_per_day.optional(),
  created_at: time,
  expires_at: time.optional().meta({ description: 'Absent: never.' }),
});

export const currentApiKeySchema = apiKey.meta({ id: 'CurrentApiKey' });
const listedApiKey = apiKey.extend({
  last_used_at: time.optional().meta({ description: 'To the minute. Absent: never.' }),
});
export const apiKeysSchema = z.array(listedApiKey).meta({ id: 'ApiKeys' });
export const createdApiKeySchema = apiKey
  .extend({ key: z.string().meta({ description: 'The key itself, which is shown this once.' }) })
  .meta({ id: 'CreatedApiKey' });

export function apiKeyDraftOf(body: z.output<typeof createApiKeySchema>): ApiKeyDraft {
  return {
    name: body.name,
    scopes: [...new Set(body.scopes)],
    ttlSeconds: body.expires_in === undefined ? DEFAULT_TTL_SECONDS : body.expires_in,
    cidrs: body.cidrs ?? [],
    requestsPerMinute: body.requests_per_minute ?? null,
    notesPerDay: body.notes_per_day ?? null,
  };
}

export function currentApiKeyDto(
  key: Omit<LiveApiKey, 'userId' | 'isUsedRecently'>,
): z.output<typeof apiKey> {
  return {
    id: key.id,
    name: key.name,
    scopes: API_KEY_SCOPES.filter((known) => key.scopes.includes(known)),
    cidrs: key.cidrs,
    ...(key.requestsPerMinute !== null && { requests_per_minute: key.requestsPerMinute }),
    ...(key.notesPerDay !== null && { notes_per_day: key.notesPerDay }),
    created_at: key.createdAt.toISOString(),
    ...(key.expiresAt && { expires_at: key.expiresAt.toISOString() }),
  };
}

export function apiKeysDto(keys: readonly StoredApiKey[]): z.output<typeof apiKeysSchema> {
  return keys.map((key) => ({
    ...currentApiKeyDto(key),
    ...(key.lastUsedAt && { last_used_at: key.lastUsedAt.toISOString() }),
  }));
}

export function createdApiKeyDto(key: StoredApiKey, text: string): z.output<typeof createdApiKeySchema> {
  return { ...currentApiKeyDto(key), key: text };
}
