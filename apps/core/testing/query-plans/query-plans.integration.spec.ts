import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sessions from '../../identity/sessions/sessions.sql.js';
import * as creating from '../../notes/create/create-note.sql.js';
import * as own from '../../notes/own/own-notes.sql.js';
import * as receipts from '../../notes/receipts/receipts.sql.js';
import * as storage from '../../notes/quotas/storage.sql.js';
import * as reading from '../../notes/read/read-note.sql.js';
import * as sweeping from '../../notes/sweep/sweep.sql.js';
import type { Statement } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '../../../../libs/database/testing/test-database.js';
import { hotStatements } from './hot-statements.js';
import { planOf, type StatementCall } from './query-plan.js';
import { storeRows } from './stored-rows.js';

/** Enough rows for PostgreSQL to prefer an index wherever one exists. */
const NOTES = 50_000;

let database: TestDatabase;
let client: Client;
let hot: StatementCall[];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await storeRows(client, NOTES);
  hot = await hotStatements(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('with 50,000 notes stored', () => {
  it('every statement of requests, sweepers and relays searches by an index', async () => {
    const faults: Record<string, string[]> = {};
    for (const call of hot) {
      const plan = await planOf(client, call);
      if (plan.faults.length > 0) faults[plan.name] = plan.faults;
    }
    expect(faults).toEqual({});
  });

  it('a note is created, read and acknowledged with few pages and records, and a read writes no index', async () => {
    const { rows } = await client.query(
      'SELECT slug, read_key_hash FROM note WHERE read_at IS NOT NULL LIMIT 1',
    );
    const acknowledgement = [rows[0].slug, rows[0].read_key_hash];
    for (const [call, mostPages, mostRecords, updates] of [
      [callOf(creating.insertNote), 40, 14, 0],
      [callOf(reading.readSealedWithLease), 40, 8, 1],
      [{ statement: reading.acknowledge, values: acknowledgement }, 25, 7, 1],
    ] as const) {
      await client.query('SELECT pg_stat_force_next_flush()');
      const plan = await planOf(client, call);
      expect(plan.updatesOfNotes).toEqual({ all: updates, hot: updates });
      expect([plan.name, plan.pages, plan.pages <= mostPages]).toEqual([plan.name, plan.pages, true]);
      expect([plan.name, plan.walRecords, plan.walRecords <= mostRecords]).toEqual([
        plan.name,
        plan.walRecords,
        true,
      ]);
    }
  });

  it('the plans cover every statement of notes and sessions', () => {
    const { listStatements, ...others } = own;
    const declared = [
      sessions,
      creating,
      others,
      listStatements,
      reading,
      receipts,
      storage,
      sweeping,
    ].flatMap(namesIn);
    expect(declared.length).toBeGreaterThan(25);
    expect(hot.map(({ statement }) => statement.name)).toEqual(expect.arrayContaining(declared));
  });

  it('deleting an account scans no table sequentially', async () => {
    expect(await tablesReadWholeFor("DELETE FROM user_account WHERE email_key = '1@example.com'")).toEqual(
      [],
    );
    expect(await tablesReadWholeFor('DELETE FROM note_payload WHERE revision > 1')).toEqual(['note_payload']);
  });

  it('a search without an index is reported', async () => {
    expect((await planOf(client, unnamed('SELECT id FROM note WHERE wrong_tries > 3'))).faults).toEqual([
      'reads all of note',
      'leaves out 50000 rows of note',
    ]);
    const byMovingTime =
      'SELECT id FROM note WHERE sweep_at <= clock_timestamp() ORDER BY sweep_at LIMIT 500';
    expect((await planOf(client, unnamed(byMovingTime))).faults).toContain('walks all of note_sweep_at_idx');
  });
});

function callOf({ name }: Statement): StatementCall {
  const call = hot.find(({ statement }) => statement.name === name);
  if (call === undefined) throw new Error(`${name} is not among the hot statements`);
  return call;
}

/** Includes the checks of foreign keys, which no plan shows; rolls everything back. */
async function tablesReadWholeFor(statement: string): Promise<string[]> {
  // Flushes earlier counts, which would otherwise be included.
  await client.query('SELECT pg_stat_force_next_flush()');
  await client.query('BEGIN');
  try {
    // A plan for any account: this one may have unusually many notes.
    await client.query('SET LOCAL plan_cache_mode = force_generic_plan');
    await client.query(statement);
    const { rows } = await client.query(
      'SELECT relname AS name FROM pg_stat_xact_user_tables WHERE seq_scan > 0 ORDER BY 1',
    );
    return rows.map(({ name }) => String(name));
  } finally {
    await client.query('ROLLBACK');
  }
}

function unnamed(text: string) {
  return { statement: { name: 'unnamed', text }, values: [] };
}

function namesIn(module: object): string[] {
  return Object.values(module).flatMap((value) =>
    typeof value === 'object' && value !== null && 'name' in value ? [String(value.name)] : [],
  );
}
