import { isBoolean, isNumber, isRecord, isString, listOf, optional, shaped } from './http/guards.js';
import type {
  ActivityEvent,
  ApiKey,
  CreatedApiKey,
  CreatedWebhook,
  LinkedIdentity,
  Me,
  NoticeAddressState,
  NoticeSettings,
  ListedNote,
  Provider,
  RefreshedTokens,
  Session,
  TokenPair,
  Webhook,
  WebhookDelivery,
} from './schema-types.js';

export const isTokenPair = shaped<TokenPair>({ access_token: isString, refresh_token: isString });

/** After a refresh by cookie, the refresh token is in the new cookie only. */
export const areRefreshedTokens = shaped<RefreshedTokens>({
  access_token: isString,
  refresh_token: optional(isString),
});

export const isMe = shaped<Me>({
  email: isString,
  created_at: isString,
  last_login_at: optional(isString),
  notes_created: isNumber,
  has_password: optional(isBoolean),
});

export const areSessions = listOf(
  shaped<Session>({
    id: isString,
    created_at: isString,
    last_used_at: isString,
    browser: isString,
    network: isString,
    current: isBoolean,
  }),
);

const isEvent = (value: unknown): value is ActivityEvent['event'] => isString(value);

export const isActivity = listOf(
  shaped<ActivityEvent>({
    id: isString,
    event: isEvent,
    created_at: isString,
    count: isNumber,
    browser: optional(isString),
    network: optional(isString),
    detail: optional(isString),
  }),
);

const isScope = (value: unknown): value is ApiKey['scopes'][number] => isString(value);

const apiKey = {
  id: isString,
  name: isString,
  scopes: listOf(isScope),
  cidrs: listOf(isString),
  requests_per_minute: optional(isNumber),
  notes_per_day: optional(isNumber),
  created_at: isString,
  expires_at: optional(isString),
};

export const areApiKeys = listOf(shaped<ApiKey>({ ...apiKey, last_used_at: optional(isString) }));
export const isCreatedApiKey = shaped<CreatedApiKey>({ ...apiKey, key: isString });

const isTopic = (value: unknown): value is Webhook['events'][number] => isString(value);
const isDeliveryState = (value: unknown): value is WebhookDelivery['state'] => isString(value);

const webhook = {
  id: isString,
  url: isString,
  events: listOf(isTopic),
  description: isString,
  enabled: isBoolean,
  created_at: isString,
};

export const areNoticeSettings = shaped<NoticeSettings>({
  notify_by_default: isBoolean,
  expired_unread: isBoolean,
});
export const hasNoticeKey = shaped<{ notice_key: string }>({ notice_key: isString });
export const hasNoticeState = shaped<{ state: NoticeAddressState }>({
  state: (value): value is NoticeAddressState => ['confirmed', 'pending', 'unknown'].includes(String(value)),
});

export const isWebhook = shaped<Webhook>({ ...webhook, public_key: optional(isString) });
export const areWebhooks = listOf(isWebhook);
export const isCreatedWebhook = shaped<CreatedWebhook>({
  ...webhook,
  public_key: isString,
  secret: isString,
});

export const isWebhookDelivery = shaped<WebhookDelivery>({
  id: isString,
  event_id: isString,
  type: isString,
  state: isDeliveryState,
  created_at: isString,
  attempts: isNumber,
  next_attempt_at: optional(isString),
  status: optional(isNumber),
  error: optional(isString),
});
export const areWebhookDeliveries = listOf(isWebhookDelivery);

export const areIdentities = listOf(
  shaped<LinkedIdentity>({
    provider: isString,
    name: isString,
    linked_at: isString,
    last_used_at: optional(isString),
  }),
);

export const areListedNotes = listOf(
  shaped<ListedNote>({
    slug: isString,
    label: optional(isString),
    content: isString,
    keep_before_expiration: isBoolean,
    has_password: isBoolean,
    created_at: isString,
    expires_at: optional(isString),
    read_at: optional(isString),
    reads: optional(isNumber),
    last_read_at: optional(isString),
    sealed: optional(isBoolean),
  }),
);

const areProviders = listOf(shaped<Provider>({ id: isString, name: isString }));

export function isProviderResponse(value: unknown): value is { providers: Provider[] } {
  return isRecord(value) && areProviders(value['providers']);
}
