import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { decodeCursor, encodeCursor, type PageCursor } from './page-cursor.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const LIMIT = /^(?:[1-9]\d?|1\d\d|200)$/;

export const pageSchema = z.strictObject({
  limit: z
    .string()
    .regex(LIMIT, `must be a number from 1 to ${MAX_LIMIT}`)
    .optional()
    .transform((text) => (text === undefined ? DEFAULT_LIMIT : Number(text))),
  cursor: z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return null;
      const cursor = decodeCursor(text);
      if (cursor === null) context.addIssue({ code: 'custom', message: 'is not of a page before' });
      return cursor;
    }),
});

export type Page = z.output<typeof pageSchema>;

export const ApiPage = () =>
  applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: 'Start of the page, from the Link header with rel="next" of the previous page.',
      schema: { type: 'string' },
    }),
  );

export function linkNextPage(
  reply: FastifyReply,
  path: string,
  limit: number,
  next: PageCursor | null,
): void {
  if (next === null) return;
  reply.header('link', `<${path}?limit=${limit}&cursor=${encodeCursor(next)}>; rel="next"`);
}
