import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import type { NoteDraft } from '../note.js';
import { expiry, expiryOf, password } from '../notes.dto.js';

export const createNoteSchema = z
  .object({
    content: plainText.meta({ description: 'Text, or the envelope of a sealed note.' }),
    slug: plainText
      .nullish()
      .meta({ description: 'Custom link: up to 255 of A-Z a-z 0-9 _ -. Generated if omitted.' }),
    password: password.nullish().meta({ description: 'Password, or the access proof of a sealed note.' }),
    keep_before_expiration: z
      .boolean()
      .nullish()
      .meta({ description: 'Readable until it expires instead of once. Requires expires_at.' }),
    expires_at: expiry.nullish().meta({ description: 'Never expires if omitted.' }),
  })
  .meta({ id: 'CreateNote' });

export const createdNoteSchema = z
  .object({
    slug: z.string(),
    receipt: z.string().meta({ description: 'Lets its holder check or delete the note.' }),
  })
  .meta({ id: 'CreatedNote' });

export function draftOf(body: z.output<typeof createNoteSchema>): NoteDraft {
  return {
    content: body.content,
    slug: body.slug || null,
    password: body.password || null,
    reusable: body.keep_before_expiration ?? false,
    expiresAt: expiryOf(body.expires_at),
  };
}
