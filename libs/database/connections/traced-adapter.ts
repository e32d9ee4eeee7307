import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils';
import { withSpan } from '#libs/observability';
import { statementSummary } from './statement-summary.js';

/** Driver adapter of Prisma whose statements appear in traces. */
export class TracedPrismaPg extends PrismaPg {
  override async connect() {
    const adapter = traceStatements(await super.connect());
    const begin = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => traceStatements(await begin(isolationLevel));
    return adapter;
  }
}

function traceStatements<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const query = queryable.queryRaw.bind(queryable);
  const execute = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (statement) => traced(statement, () => query(statement));
  queryable.executeRaw = (statement) => traced(statement, () => execute(statement));
  return queryable;
}

function traced<T>({ sql }: SqlQuery, work: () => Promise<T>): Promise<T> {
  return withSpan('statement', statementSummary(sql), work);
}
