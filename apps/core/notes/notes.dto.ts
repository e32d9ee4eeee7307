import { z } from 'zod';
import { plainText } from '../http/validation.js';
import type { NoteDraft, OpenedNote } from './note.js';
import type { NoteMeta, NoteReceipt } from './notes.repository.js';

const MAX_PASSWORD_LENGTH = 1_024;

/** How onasty's clients write "never". */
const NEVER = '0001-01-01T00:00:00Z';

export const time = z.iso.datetime({ offset: true });

/** RFC 3339 has no year 10000, which an offset could lead to. */
export const expiry = time.refine((text) => !(new Date(text).getUTCFullYear() > 9_999), {
  message: 'must be before the year 10000',
});
export const password = plainText.max(MAX_PASSWORD_LENGTH);

export const createNoteSchema = z
  .object({
    content: plainText.meta({ description: 'The text, or the envelope of a sealed note.' }),
    slug: plainText
      .nullish()
      .meta({ description: 'The address to use: A-Z a-z 0-9 _ -, up to 255. One is made if there is none.' }),
    password: password.nullish().meta({ description: 'A password, or the access proof of a sealed note.' }),
    keep_before_expiration: z
      .boolean()
      .nullish()
      .meta({ description: 'Readable until it expires, instead of once. Needs expires_at.' }),
    expires_at: expiry.nullish().meta({ description: 'Never, if there is none.' }),
  })
  .meta({ id: 'CreateNote' });

export const createdNoteSchema = z
  .object({
    slug: z.string(),
    receipt: z
      .string()
      .meta({ description: 'Whoever has it may ask what became of the note, and delete it.' }),
  })
  .meta({ id: 'CreatedNote' });

export const viewNoteSchema = z.object({ password: password.nullish() }).meta({ id: 'ViewNote' });

export const openedNoteSchema = z
  .object({
    slug: z.string(),
    content: z.string(),
    keep_before_expiration: z.boolean(),
    has_password: z.boolean(),
    created_at: time,
    expires_at: time.optional(),
  })
  .meta({ id: 'OpenedNote' });

export const noteMetaSchema = z
  .object({
    created_at: time,
    has_password: z.boolean(),
    sealed: z.boolean(),
    keep_before_expiration: z.boolean(),
    expires_at: time.optional(),
  })
  .meta({ id: 'NoteMeta' });

export const noteReceiptSchema = z
  .object({
    state: z.enum(['unread', 'read', 'expired', 'deleted']),
    read_at: time.optional(),
    expires_at: time.optional(),
  })
  .meta({ id: 'NoteReceipt' });

/** Null: never. */
export function expiryOf(text: string | null | undefined): Date | null {
  return text && text !== NEVER ? new Date(text) : null;
}

export function draftOf(body: z.output<typeof createNoteSchema>): NoteDraft {
  return {
    content: body.content,
    slug: body.slug || null,
    password: body.password || null,
    keepBeforeExpiration: body.keep_before_expiration ?? false,
    expiresAt: expiryOf(body.expires_at),
  };
}

export function openedNoteDto(note: OpenedNote): z.output<typeof openedNoteSchema> {
  return {
    slug: note.slug,
    content: note.content,
    keep_before_expiration: note.keepBeforeExpiration,
    has_password: note.hasPassword,
    created_at: note.createdAt.toISOString(),
    ...(note.expiresAt && { expires_at: note.expiresAt.toISOString() }),
  };
}

export function noteMetaDto(meta: NoteMeta): z.output<typeof noteMetaSchema> {
  return {
    created_at: meta.createdAt.toISOString(),
    has_password: meta.hasPassword,
    sealed: meta.sealed,
    keep_before_expiration: meta.keepBeforeExpiration,
    ...(meta.expiresAt && { expires_at: meta.expiresAt.toISOString() }),
  };
}

export function noteReceiptDto(receipt: NoteReceipt): z.output<typeof noteReceiptSchema> {
  return {
    state: receipt.state,
    ...(receipt.readAt && { read_at: receipt.readAt.toISOString() }),
    ...(receipt.expiresAt && { expires_at: receipt.expiresAt.toISOString() }),
  };
}
