import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiOperation, ApiResponse, type ApiHeaderOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { publicErrorCodes, type ErrorCode } from './error-responses.js';

export const errorSchema = z
  .looseObject({
    message: z.string(),
    code: z.enum(publicErrorCodes).meta({ description: 'Stable; match on this.' }),
    request_id: z.string(),
  })
  .meta({ id: 'Error' });

/** Removed again from the document, which shows a response for each status instead. */
export const ERRORS_EXTENSION = 'x-errors';

/** Scope that an API key needs for an operation. */
export const SCOPE_EXTENSION = 'x-api-key-scope';

export const TEXT = 'text/plain';

/**
 * Documents a route. The errors that all routes of its kind share are added to the document.
 *
 * @param description begins with a sentence that is the summary
 * @param body schema of the response body; null for none
 * @param errors of this route in particular
 */
export function apiRoute(
  description: string,
  status: number,
  body: z.ZodType | typeof TEXT | null,
  errors: readonly ErrorCode[],
  ...headers: ApiHeaderOptions[]
) {
  const [summary = ''] = description.split(/\.(?:\s|$)/);
  return applyDecorators(
    ApiOperation({ summary, description }),
    ApiResponse({ status, description: 'Done.', ...contentOf(body) }),
    ApiExtension(ERRORS_EXTENSION, errors),
    ...headers.map((header) => ApiHeader(header)),
  );
}

function contentOf(body: z.ZodType | typeof TEXT | null) {
  if (body === null) return {};
  if (body === TEXT) return { content: { [TEXT]: { schema: { type: 'string' } } } };
  return { standardSchema: body };
}
