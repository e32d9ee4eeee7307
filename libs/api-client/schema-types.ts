import type { components } from './schema.js';

type Schemas = components['schemas'];

/** Codes of error responses, as docs/openapi.json lists them. */
export type ErrorCode = Schemas['Error']['code'];

export type CreateNoteBody = Schemas['CreateNote'];
export type CreatedNoteBody = Schemas['CreatedNote'];
export type NoteMeta = Schemas['NoteMeta'];
export type OpenedNote = Schemas['OpenedNote'];
export type NoteReceipt = Schemas['NoteReceipt'];
export type ReceiptStatus = Schemas['ReceiptStatuses'][number];
export type Instance = Schemas['Instance'];
export type TokenPair = Schemas['TokenPair'];
export type RefreshedTokens = Schemas['RefreshedTokens'];
export type Me = Schemas['Me'];
export type Session = Schemas['Sessions'][number];
export type LinkedIdentity = Schemas['Identities'][number];
export type ApiKey = Schemas['ApiKeys'][number];
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type NewApiKey = Schemas['CreateApiKey'];
export type Webhook = Schemas['Webhook'];
export type CreatedWebhook = Schemas['CreatedWebhook'];
export type NewWebhook = Schemas['CreateWebhook'];
export type WebhookChange = Schemas['ChangeWebhook'];
export type NoticeSettings = Schemas['NoticeSettings'];
export type NoticeAddressState = Schemas['NoticeAddress']['state'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type ActivityEvent = Schemas['Activity'][number];

/** OAuth provider for sign-in. */
export interface Provider {
  id: string;
  name: string;
}

/** Note in the list of its author. `content` is empty if it has a password, is sealed, was read or has expired. */
export type ListedNote = Schemas['ListedNote'];

export type NoteFilter = 'all' | 'read' | 'unread';
