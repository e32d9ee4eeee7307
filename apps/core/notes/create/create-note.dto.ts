import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import { noticeKey } from '../../notices/notices.dto.js';
import type { NoteDraft } from '../note.js';
import {
  expiryFields,
  expiryOf,
  hasOneExpiry,
  label,
  ONE_EXPIRY,
  password,
  proof,
  time,
} from '../notes.dto.js';
import type { CreatedNote } from './create-note.service.js';

const MAX_REFERENCE_LENGTH = 200;

export const createNoteSchema = z
  .strictObject({
    content: plainText.optional().meta({ description: 'Text, or the envelope of a sealed note.' }),
    slug: plainText
      .nullish()
      .meta({ description: 'Custom link: up to 255 of A-Z a-z 0-9 _ -. Generated if omitted.' }),
    password: password.nullish().meta({ description: 'Password, or the access proof of a sealed note.' }),
    link_proof: proof.nullish().meta({ description: 'Link proof of a sealed note.' }),
    keep_before_expiration: z
      .boolean()
      .nullish()
      .meta({ description: 'Readable until it expires instead of once. Requires an expiry.' }),
    ...expiryFields,
    reference: plainText
      .max(MAX_REFERENCE_LENGTH)
      .nullish()
      .meta({ description: 'Repeated in events of the note, and stored as it is. Requires an account.' }),
    notify: z.boolean().nullish().meta({
      description:
        'Mail a notice when the note is first read or expires unread. Omitted: the default of the account. Without an account it requires a `notice_key`.',
    }),
    notice_key: noticeKey
      .nullish()
      .meta({ description: 'Key of a confirmed address, for senders without an account.' }),
    label: label.nullish().meta({ description: 'Name in the list of the author. Requires an account.' }),
  })
  .refine(hasOneExpiry, ONE_EXPIRY)
  // Missing content has an error of its own.
  .meta({ id: 'CreateNote', required: ['content'] });

export const createdNoteSchema = z
  .object({
    slug: z.string(),
    receipt: z.string().meta({ description: 'Lets its holder check or delete the note.' }),
    expires_at: time.optional().meta({ description: 'Absent: never.' }),
  })
  .meta({ id: 'CreatedNote' });

export function draftOf(body: z.output<typeof createNoteSchema>): NoteDraft {
  return {
    content: body.content ?? '',
    slug: body.slug || null,
    password: body.password || null,
    linkProof: body.link_proof ?? null,
    reusable: body.keep_before_expiration ?? false,
    expiry: expiryOf(body) ?? 'default',
    label: body.label?.trim() || null,
    reference: body.reference || null,
    notice: { isWanted: body.notify ?? null, key: body.notice_key || null },
  };
}

export function createdNoteDto(note: CreatedNote): z.output<typeof createdNoteSchema> {
  return {
    slug: note.slug,
    receipt: note.receipt,
    ...(note.expiresAt && { expires_at: note.expiresAt.toISOString() }),
  };
}
