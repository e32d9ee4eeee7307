import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, type ApiHeaderOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { publicErrorCodes } from './error-responses.js';

export const errorSchema = z
  .looseObject({
    message: z.string(),
    code: z.enum(publicErrorCodes).meta({ description: 'Stable; match on this.' }),
    request_id: z.string(),
  })
  .meta({ id: 'Error' });

/** What any route may answer, whatever it does. */
const ANYWHERE = [429, 503];

/**
 * Describes a route for the OpenAPI document.
 *
 * @param status of the good answer, and `schema` its body; null for none
 * @param errors the statuses of refusals beside those of every route
 */
export function describe(
  summary: string,
  status: number,
  schema: z.ZodType | null,
  errors: readonly number[],
  ...headers: ApiHeaderOptions[]
) {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse(
      schema === null
        ? { status, description: 'Done.' }
        : { status, description: 'Done.', standardSchema: schema },
    ),
    ...[...errors, ...ANYWHERE].map((code) =>
      ApiResponse({ status: code, description: 'Refused.', standardSchema: errorSchema }),
    ),
    ...headers.map((header) => ApiHeader(header)),
  );
}
