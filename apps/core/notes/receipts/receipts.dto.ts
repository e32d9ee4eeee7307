import { z } from 'zod';
import { time } from '../notes.dto.js';
import type { NoteStatus } from './receipts.repository.js';

export const noteReceiptSchema = z
  .object({
    state: z.enum(['unread', 'read', 'expired', 'deleted']),
    read_at: time.optional(),
    expires_at: time.optional(),
  })
  .meta({ id: 'NoteReceipt' });

export function noteReceiptDto(status: NoteStatus): z.output<typeof noteReceiptSchema> {
  return {
    state: status.state,
    ...(status.readAt && { read_at: status.readAt.toISOString() }),
    ...(status.expiresAt && { expires_at: status.expiresAt.toISOString() }),
  };
}
