import { DatabaseError } from 'pg';
import { z } from 'zod';

/** As Prisma's adapter throws it, which is what one sees of a transaction that does not begin or end. */
const adapterFault = z.object({
  cause: z.object({ originalCode: z.string().optional(), kind: z.string().optional() }),
});

/** Prisma makes an error with a code of its own, and keeps PostgreSQL's in what its adapter threw. */
const prismaFault = z.object({ meta: z.object({ driverAdapterError: adapterFault }) });

/**
 * The code by which PostgreSQL itself said no; empty for every other fault.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function sqlStateOf(error: Error): string {
  if (error instanceof DatabaseError) return error.code ?? '';
  return toldByAdapter(error)?.originalCode ?? '';
}

/** What Prisma's adapter makes of a broken connection, of which it keeps nothing else; empty for every other fault. */
export function adapterKindOf(error: Error): string {
  return toldByAdapter(error)?.kind ?? '';
}

function toldByAdapter(error: Error): z.infer<typeof adapterFault>['cause'] | undefined {
  const told =
    prismaFault.safeParse(error).data?.meta.driverAdapterError ?? adapterFault.safeParse(error).data;
  return told?.cause;
}
