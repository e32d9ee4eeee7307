import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import type { NoteEdit } from './edit-note.service.js';
import type { ExpiryChange } from './own-notes.repository.js';
import type { ListedNote } from './own-notes.service.js';
import { expiryFields, expiryOf, hasOneExpiry, label, ONE_EXPIRY, password, time } from '../notes.dto.js';

export const listedNotesSchema = z.array(
  z
    .object({
      slug: z.string(),
      label: z.string().optional().meta({ description: 'Name that only the author sees.' }),
      content: z.string().meta({
        description: 'Empty if the note has a password, is sealed, was read, has expired or is damaged.',
      }),
      keep_before_expiration: z.boolean(),
      has_password: z.boolean(),
      created_at: time,
      expires_at: time.optional(),
      read_at: time.optional(),
      reads: z.number().int().optional().meta({ description: 'Number of reads of a reusable note.' }),
      last_read_at: time.optional().meta({ description: 'Time of the last read of a reusable note.' }),
      sealed: z.boolean().optional(),
    })
    .meta({ id: 'ListedNote' }),
);

export const changeExpirySchema = z
  .strictObject({ ...expiryFields, keep_before_expiration: z.boolean().nullish() })
  .refine(hasOneExpiry, ONE_EXPIRY)
  .meta({ id: 'ChangeNoteExpiry' });

export const changePasswordSchema = z
  .strictObject({ password: password.nullish() })
  .meta({ id: 'ChangeNotePassword' });

export const editNoteSchema = z
  .strictObject({
    content: plainText.optional().meta({ description: 'Text, or the new envelope of a sealed note.' }),
    label: label.nullish().meta({ description: 'Null: no label. Omitted: unchanged.' }),
  })
  .meta({ id: 'EditNote' });

export function expiryChangeOf(body: z.output<typeof changeExpirySchema>): ExpiryChange {
  return { expiry: expiryOf(body), reusable: body.keep_before_expiration ?? undefined };
}

export function noteEditOf({ content, label: text }: z.output<typeof editNoteSchema>): NoteEdit {
  return { content, label: text === undefined ? undefined : text?.trim() || null };
}

export function listedNoteDto(note: ListedNote): z.output<typeof listedNotesSchema>[number] {
  return {
    slug: note.slug,
    ...(note.label !== null && { label: note.label }),
    content: note.content,
    keep_before_expiration: note.reusable,
    has_password: note.hasPassword,
    created_at: note.createdAt.toISOString(),
    ...(note.expiresAt && { expires_at: note.expiresAt.toISOString() }),
    ...(note.readAt && { read_at: note.readAt.toISOString() }),
    ...(note.reusable && { reads: note.reads }),
    ...(note.lastReadAt && { last_read_at: note.lastReadAt.toISOString() }),
    ...(note.sealed && { sealed: true }),
  };
}
