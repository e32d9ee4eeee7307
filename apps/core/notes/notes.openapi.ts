import type { ApiHeaderOptions } from '@nestjs/swagger';
import { BASE64URL_256_BITS } from './note.js';

export const idempotencyKeyHeader: ApiHeaderOptions = {
  name: 'Idempotency-Key',
  description:
    '256 random bits as 43 characters of base64url. The same key repeats a request whose response was lost.',
  required: false,
  schema: { type: 'string', pattern: BASE64URL_256_BITS.source },
};

export const receiptHeader: ApiHeaderOptions = {
  name: 'X-Receipt',
  description: 'Receipt returned when the note was created.',
  required: true,
  schema: { type: 'string' },
};

export const optionalReceiptHeader: ApiHeaderOptions = { ...receiptHeader, required: false };

export const deletedReceiptHeader: ApiHeaderOptions = {
  ...optionalReceiptHeader,
  description:
    'Receipt of a deleted note, whose custom link is free only for its author and for this receipt.',
};
