import { z } from 'zod';

/** Text that PostgreSQL and every client can store: no NUL, no lone surrogate. */
export const plainText = z.string().refine((value) => !value.includes('\0') && value.isWellFormed(), {
  message: 'must be well-formed text without NUL',
});
