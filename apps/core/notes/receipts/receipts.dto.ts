import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import { time } from '../notes.dto.js';
import type { NoteStatus } from './receipts.repository.js';
import type { HeldReceipt } from './receipts.service.js';

const MAX_RECEIPTS = 50;
const MAX_LENGTH = 255;

const STATES = ['unread', 'read', 'expired', 'deleted'] as const;
const STATES_DESCRIPTION = 'A reusable note stays unread until it expires, and counts its reads.';

const details = {
  read_at: time.optional(),
  reads: z.number().int().optional().meta({ description: 'Number of reads of a reusable note.' }),
  last_read_at: time.optional().meta({ description: 'Time of the last read of a reusable note.' }),
  expires_at: time.optional(),
};

export const noteReceiptSchema = z
  .object({ state: z.enum(STATES).meta({ description: STATES_DESCRIPTION }), ...details })
  .meta({ id: 'NoteReceipt' });

export const heldReceiptsSchema = z
  .strictObject({
    receipts: z
      .array(
        z.strictObject({
          slug: plainText.max(MAX_LENGTH),
          receipt: plainText
            .max(MAX_LENGTH)
            .meta({ description: 'Receipt returned when the note was created.' }),
        }),
      )
      .min(1)
      .max(MAX_RECEIPTS),
  })
  .meta({ id: 'HeldReceipts' });

export const receiptStatusesSchema = z
  .array(
    z.object({
      slug: z.string(),
      state: z
        .enum([...STATES, 'unknown'])
        .meta({ description: `${STATES_DESCRIPTION} Unknown: no such note, or a wrong receipt.` }),
      ...details,
    }),
  )
  .meta({ id: 'ReceiptStatuses' });

export function receiptStatusesDto(
  held: readonly HeldReceipt[],
  statuses: readonly (NoteStatus | null)[],
): z.output<typeof receiptStatusesSchema> {
  return held.map(({ slug }, index) => {
    const status = statuses[index] ?? null;
    return status === null ? { slug, state: 'unknown' as const } : { slug, ...noteReceiptDto(status) };
  });
}

export function noteReceiptDto(status: NoteStatus): z.output<typeof noteReceiptSchema> {
  return {
    state: status.state,
    ...(status.readAt && { read_at: status.readAt.toISOString() }),
    ...(status.reads !== null && { reads: status.reads }),
    ...(status.lastReadAt && { last_read_at: status.lastReadAt.toISOString() }),
    ...(status.expiresAt && { expires_at: status.expiresAt.toISOString() }),
  };
}
