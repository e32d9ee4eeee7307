export { EnvelopeError, type EnvelopeErrorCode } from '#libs/note-crypto';
export {
  AccountsClient,
  type AccountsClientOptions,
  type ActivityPage,
  type NoteExpiry,
  type NotesPage,
} from './accounts-client.js';
export { ApiError, NetworkError } from './http/errors.js';
export type { CreatedNote, NewNote } from './new-note.js';
export {
  createNotesClient,
  type CreateOptions,
  type HeldReceipt,
  type NotesClient,
  type NotesClientOptions,
  type ReadOptions,
} from './notes-client.js';
export { NoticesClient } from './notices-client.js';
export { randomKey } from './random-key.js';
export { acknowledgeWithRetry, readWithRetry, type Retry, type RetryOptions } from './retry.js';
export { FoundNote, type OpenedText, type OpenOptions } from './sealed/found-note.js';
export { formatNoteLink, NoteLinkError, parseNoteLink, type NoteLink } from './sealed/note-link.js';
export {
  OnastyClient,
  type OnastyClientOptions,
  type SendOptions,
  type SentNote,
} from './sealed/onasty-client.js';
export {
  verifyWebhook,
  WebhookError,
  type VerifyOptions,
  type WebhookEvent,
  type WebhookHeaders,
} from './webhooks/verify-webhook.js';
export type {
  ActivityEvent,
  ApiKey,
  CreatedApiKey,
  CreatedWebhook,
  ErrorCode,
  Instance,
  LinkedIdentity,
  Me,
  NoteMeta,
  NoteReceipt,
  OpenedNote,
  ListedNote,
  NewApiKey,
  NewWebhook,
  NoteFilter,
  Provider,
  ReceiptStatus,
  Session,
  RefreshedTokens,
  TokenPair,
  Webhook,
  WebhookChange,
  NoticeAddressState,
  NoticeSettings,
  WebhookDelivery,
} from './schema-types.js';
