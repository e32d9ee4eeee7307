import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiQuery, ApiSecurity, type ApiHeaderOptions } from '@nestjs/swagger';

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

export const maybeReceiptHeader: ApiHeaderOptions = { ...receiptHeader, required: false };

/** For anybody, and more for whoever is signed in. */
export const OptionalSession = () => applyDecorators(ApiSecurity({}), ApiBearerAuth());

export const ApiPage = () =>
  applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: 'Where the page begins: follow the Link header with rel="next" of the page before.',
      schema: { type: 'string' },
    }),
  );
