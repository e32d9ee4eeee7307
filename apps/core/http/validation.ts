import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { InvalidRequestError } from './http.errors.js';

/** Text that PostgreSQL and every client can store: no NUL, no lone surrogate. */
export const plainText = z.string().refine((value) => !value.includes('\0') && value.isWellFormed(), {
  message: 'must be well-formed text without NUL',
});

export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new InvalidRequestError(issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message }))),
  });
}

function pathOf(path: readonly (PropertyKey | { key: PropertyKey })[] = []): string {
  return path.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');
}
