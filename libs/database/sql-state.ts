import { DatabaseError } from 'pg';
import { z } from 'zod';

/** Error of Prisma's driver adapter, thrown as is when a transaction fails to begin or end. */
const adapterError = z.object({
  cause: z.object({ originalCode: z.string().optional(), kind: z.string().optional() }),
});

/** Prisma's own error, which wraps that of the adapter. */
const prismaError = z.object({ meta: z.object({ driverAdapterError: adapterError }) });

/** SQLSTATE, or an empty string: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function sqlStateOf(error: Error): string {
  if (error instanceof DatabaseError) return error.code ?? '';
  return adapterCauseOf(error)?.originalCode ?? '';
}

/** Adapter's name of a connection error, all that it preserves; empty for all others. */
export function adapterKindOf(error: Error): string {
  return adapterCauseOf(error)?.kind ?? '';
}

function adapterCauseOf(error: Error): z.infer<typeof adapterError>['cause'] | undefined {
  const { data } = prismaError.safeParse(error);
  return (data?.meta.driverAdapterError ?? adapterError.safeParse(error).data)?.cause;
}
