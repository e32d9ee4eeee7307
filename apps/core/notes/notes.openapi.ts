import type { ApiHeaderOptions } from '@nestjs/swagger';

export const idempotencyKeyHeader: ApiHeaderOptions = {
  name: 'Idempotency-Key',
  description:
    '256 random bits as 43 characters of base64url. A request whose answer was lost may be repeated with the same key.',
  required: false,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
};

export const receiptHeader: ApiHeaderOptions = {
  name: 'X-Receipt',
  description: 'The receipt that the create answered.',
  required: true,
  schema: { type: 'string' },
};
