import type { Prisma } from './generated/client.js';

/** Prepared statement, planned once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Prisma's models, without its raw SQL: a named {@link Statement} replaces it. */
export type Models = Omit<Prisma.TransactionClient, `$${string}`>;

export interface Transaction extends Models {
  /** Rows equal those of `Database.query`: type `bytea` as `Uint8Array`, and cast counts with `::int`. */
  query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

/** Copies the client, since Prisma would share an added property among all transactions. */
export function asTransaction(client: Prisma.TransactionClient): Transaction {
  return {
    ...client,
    query: <Row extends object>({ text }: Statement, values: readonly unknown[]) =>
      client.$queryRawUnsafe<Row[]>(text, ...values),
  };
}
