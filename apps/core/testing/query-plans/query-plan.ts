import pg from 'pg';
import { z } from 'zod';
import type { Statement } from '#libs/database';

/** Rows that a plan may read without returning them. */
const MAX_ROWS_LEFT_OUT = 1_000;
/** PostgreSQL plans for the given values five times before it considers a generic plan (docs, PREPARE). */
const PLANS_BEFORE_IT_SETTLES = 6;

export interface StatementCall {
  statement: Statement;
  values: readonly unknown[];
}

export interface QueryPlan {
  name: string;
  /** Reasons why it slows down as rows are added; empty if it does not. */
  faults: string[];
  pages: number;
  walRecords: number;
  updatesOfNotes: { all: number; hot: number };
}

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  'WAL Records': z.number(),
  get Plans(): z.ZodDefault<z.ZodArray<typeof planNode>> {
    return z.array(planNode).default([]);
  },
});
type PlanNode = z.output<typeof planNode>;
const explained = z.tuple([z.object({ Plan: planNode })]);

/** Returns the plan that PostgreSQL settles on for a prepared statement, executed once and undone. */
export async function planOf(client: pg.Client, call: StatementCall): Promise<QueryPlan> {
  const { name, text } = call.statement;
  const execution = `EXECUTE ${pg.escapeIdentifier(name)}${argumentsOf(call.values)}`;
  await client.query(`PREPARE ${pg.escapeIdentifier(name)} AS ${text}`);
  for (let times = 0; times < PLANS_BEFORE_IT_SETTLES; times += 1) await client.query(`EXPLAIN ${execution}`);
  await client.query('BEGIN');
  try {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, WAL, FORMAT JSON) ${execution}`);
    const [{ Plan: plan }] = explained.parse(rows[0]['QUERY PLAN']);
    const nodes = nodesOf(plan);
    const faults = nodes.flatMap(faultsOf);
    return { name, faults, ...costOf(plan, nodes), updatesOfNotes: await updatesOfNotes(client) };
  } finally {
    await client.query('ROLLBACK');
    await client.query(`DEALLOCATE ${pg.escapeIdentifier(name)}`);
  }
}

const sum = (costs: number[]) => costs.reduce((total, cost) => total + cost, 0);

/** The plan omits the cost of a part whose rows no other part reads. */
function costOf(plan: PlanNode, nodes: readonly PlanNode[]) {
  const changes = nodes.filter((node) => node['Node Type'] === 'ModifyTable');
  const costly = changes.length === 0 ? [plan] : changes;
  return {
    pages: sum(costly.map((node) => node['Shared Hit Blocks'] + node['Shared Read Blocks'])),
    walRecords: sum(costly.map((node) => node['WAL Records'])),
  };
}

async function updatesOfNotes(client: pg.Client): Promise<QueryPlan['updatesOfNotes']> {
  const { rows } = await client.query(`
    SELECT n_tup_upd::int AS "all", n_tup_hot_upd::int AS hot FROM pg_stat_xact_user_tables WHERE relname = 'note'`);
  return rows[0];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...node.Plans.flatMap(nodesOf)];
}

function faultsOf(node: PlanNode): string[] {
  const type = node['Node Type'];
  const where = node['Index Name'] ?? node['Relation Name'] ?? '';
  const leftOut = node['Rows Removed by Filter'] * node['Actual Loops'];
  return [
    ...(type === 'Seq Scan' ? [`reads all of ${where}`] : []),
    ...(/Index.*Scan$/.test(type) && node['Index Cond'] === undefined ? [`walks all of ${where}`] : []),
    ...(leftOut > MAX_ROWS_LEFT_OUT ? [`leaves out ${leftOut} rows of ${where}`] : []),
  ];
}

function argumentsOf(values: readonly unknown[]): string {
  return values.length === 0 ? '' : `(${values.map(literalOf).join(', ')})`;
}

function literalOf(value: unknown): string {
  if (value === null) return 'NULL';
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (typeof value === 'string') return pg.escapeLiteral(value);
  if (typeof value === 'number' || typeof value === 'boolean') return `'${value}'`;
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(elementOf).join(', ')}}`);
  throw new TypeError(`no literal for ${typeof value}`);
}

function elementOf(value: unknown): string {
  return JSON.stringify(Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);
}
