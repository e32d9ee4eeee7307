import { DatabaseError } from 'pg';
import { z } from 'zod';

/** Prisma makes an error with a code of its own, and keeps PostgreSQL's in what its adapter threw. */
const prismaFault = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) }),
});

/**
 * The code by which PostgreSQL itself said no; empty for every other fault.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function sqlStateOf(error: Error): string {
  if (error instanceof DatabaseError) return error.code ?? '';
  return prismaFault.safeParse(error).data?.meta.driverAdapterError.cause.originalCode ?? '';
}
