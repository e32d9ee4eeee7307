import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import { password, time } from '../notes.dto.js';
import type { OpenedNote } from '../note.js';
import type { NoteMeta } from './read-note.repository.js';

export const viewNoteSchema = z
  .strictObject({
    password: password.nullish().meta({ description: 'Password, or the access proof of a sealed note.' }),
    link_proof: plainText.nullish().meta({
      description: 'Link proof of a sealed note. Without it a wrong access proof is reported as not found.',
    }),
  })
  .meta({ id: 'ViewNote' });

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

export function openedNoteDto(note: OpenedNote): z.output<typeof openedNoteSchema> {
  return {
    slug: note.slug,
    content: note.content,
    keep_before_expiration: note.reusable,
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
    keep_before_expiration: meta.reusable,
    ...(meta.expiresAt && { expires_at: meta.expiresAt.toISOString() }),
  };
}
