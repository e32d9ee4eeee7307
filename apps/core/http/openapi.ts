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

const COMMON_ERRORS = [429, 503];

/** @param schema of the response body; null for none */
export function apiRoute(
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
    ...[...errors, ...COMMON_ERRORS].map((code) =>
      ApiResponse({ status: code, description: 'Rejected.', standardSchema: errorSchema }),
    ),
    ...headers.map((header) => ApiHeader(header)),
  );
}
