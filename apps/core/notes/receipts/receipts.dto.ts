import { z } from 'zod';
import { time } from '../notes.dto.js';
import type { NoteStatus } from './receipts.repository.js';

export const noteReceiptSchema = z
  .object({
    state: z
      .enum(['unread', 'read', 'expired', 'deleted'])
      .meta({ description: 'A reusable note stays unread until it expires, and counts its reads.' }),
    read_at: time.optional(),
    reads: z.number().int().optional().meta({ description: 'Number of reads of a reusable note.' }),
    last_read_at: time.optional().meta({ description: 'Time of the last read of a reusable note.' }),
    expires_at: time.optional(),
  })
  .meta({ id: 'NoteReceipt' });

export function noteReceiptDto(status: NoteStatus): z.output<typeof noteReceiptSchema> {
  return {
    state: status.state,
    ...(status.readAt && { read_at: status.readAt.toISOString() }),
    ...(status.reads !== null && { reads: status.reads }),
    ...(status.lastReadAt && { last_read_at: status.lastReadAt.toISOString() }),
    ...(status.expiresAt && { expires_at: status.expiresAt.toISOString() }),
  };
}
