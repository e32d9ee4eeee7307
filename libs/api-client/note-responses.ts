import {
  isBoolean,
  isNumber,
  isNumberOrNull,
  isString,
  listOf,
  oneOf,
  optional,
  shaped,
} from './http/guards.js';
import type {
  CreatedNoteBody,
  Instance,
  NoteMeta,
  NoteReceipt,
  OpenedNote,
  ReceiptStatus,
} from './schema-types.js';

export const isCreatedNote = shaped<CreatedNoteBody>({
  slug: isString,
  receipt: isString,
  expires_at: optional(isString),
});

export const isNoteMeta = shaped<NoteMeta>({
  created_at: isString,
  has_password: isBoolean,
  sealed: isBoolean,
  keep_before_expiration: isBoolean,
  expires_at: optional(isString),
});

export const isOpenedNote = shaped<OpenedNote>({
  slug: isString,
  content: isString,
  keep_before_expiration: isBoolean,
  has_password: isBoolean,
  created_at: isString,
  expires_at: optional(isString),
});

const statusDetails = {
  read_at: optional(isString),
  reads: optional(isNumber),
  last_read_at: optional(isString),
  expires_at: optional(isString),
};

export const isNoteReceipt = shaped<NoteReceipt>({
  state: oneOf('unread', 'read', 'expired', 'deleted'),
  ...statusDetails,
});

export const areReceiptStatuses = listOf(
  shaped<ReceiptStatus>({
    slug: isString,
    state: oneOf('unread', 'read', 'expired', 'deleted', 'unknown'),
    ...statusDetails,
  }),
);

export const isInstance = shaped<Instance>({
  note_max_bytes: isNumber,
  note_default_ttl_seconds: isNumber,
  note_max_ttl_seconds: optional(isNumber),
  note_slug_min_length: isNumber,
  read_lease_seconds: isNumber,
  password_sign_in: optional(isBoolean),
  sign_up: optional(oneOf('open', 'closed', 'domains')),
  sign_up_domains: optional(listOf(isString)),
  create_notes: optional(oneOf('anyone', 'signed-in')),
  note_preselected_ttl_seconds: optional(isNumber),
  note_lifetimes_seconds: optional(listOf(isNumberOrNull)),
  note_password: optional(oneOf('optional', 'required')),
  reusable_notes: optional(isBoolean),
  custom_links: optional(isBoolean),
  read_only: optional(isBoolean),
  version: optional(isString),
  commit: optional(isString),
  sends_mail: optional(isBoolean),
  mailbox_path: optional(isString),
});
