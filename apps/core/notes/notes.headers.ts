import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidRequestError } from '../http/http.errors.js';
import { BASE64URL_256_BITS } from './note.js';

export const IdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | null => {
    const key = headerOf(context, 'idempotency-key');
    if (key === null || BASE64URL_256_BITS.test(key)) return key;
    throw new InvalidRequestError([
      { path: 'Idempotency-Key', message: 'must be 43 characters of base64url' },
    ]);
  },
);

/** `X-Receipt` of a request; a missing one is treated as a wrong one. */
export const Receipt = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return headerOf(context, 'x-receipt') ?? '';
});

function headerOf(context: ExecutionContext, name: string): string | null {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : null;
}
