import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';
import { Secret } from '#libs/config';
import { Database, type Transaction } from './index.js';

const insert = {
  name: 'insert-failure',
  text: 'INSERT INTO sign_in_failure (key, failures, last_failed_at) VALUES ($1, $2, $3)',
};
const count = { name: 'count-failures', text: 'SELECT count(*)::int AS failures FROM sign_in_failure' };
const backend = { name: 'backend', text: 'SELECT pg_backend_pid() AS pid' };
const everyType = {
  name: 'every-type',
  text: `SELECT $1::uuid AS id, $2::text AS text, $3::bytea AS bytes, $4::boolean AS "isTrue", $5::timestamptz AS time,
                $6::int AS number, $7::float8 AS fraction, $8::text[] AS list, NULL AS nothing,
                octet_length($3::bytea) AS length, count(*)::int AS count FROM pg_class WHERE false`,
};
const values = [
  randomUUID(),
  'text',
  Buffer.from([0, 255, 1]),
  true,
  new Date('2026-02-03T04:05:06.789Z'),
  7,
  0.25,
  ['a', 'b,c'],
];

const insertTwice = async (tx: Transaction) => {
  await tx.query(insert, [Buffer.from('by statement'), 1, new Date()]);
  await tx.signInFailure.create({
    data: { key: Buffer.from('by model'), failures: 1, lastFailedAt: new Date() },
  });
};

describe('transaction', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = Database.open({ url: new Secret(test.url), poolSize: 4 });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it('rolls back statements and models if the work throws', async () => {
    const failing = database.transaction(async (tx) => {
      await insertTwice(tx);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await database.query(count, [])).toEqual([{ failures: 0 }]);
  });

  it('commits statements and models together', async () => {
    await database.transaction(async (tx) => {
      await insertTwice(tx);
      expect(await tx.query(count, [])).toEqual([{ failures: 2 }]);
    });
    expect(await database.query(count, [])).toEqual([{ failures: 2 }]);
  });

  it('returns the same rows inside and outside', async () => {
    const [outside] = await database.query<{ bytes: Uint8Array }>(everyType, values);
    const [inside] = await database.transaction((tx) => tx.query<{ bytes: Uint8Array }>(everyType, values));
    expect({ ...inside, bytes: Buffer.from(inside?.bytes ?? []) }).toEqual(outside);
    expect(outside).toMatchObject({ bytes: Buffer.from([0, 255, 1]), length: 3, count: 0, time: values[4] });
  });

  it('keeps concurrent transactions on connections of their own', async () => {
    let open = 0;
    const pids = await Promise.all(
      Array.from({ length: 4 }, () =>
        database.transaction(async (tx) => {
          const [first] = await tx.query(backend, []);
          open++;
          await expect.poll(() => open).toBe(4);
          await tx.note.count();
          expect(await tx.query(backend, [])).toEqual([first]);
          return first;
        }),
      ),
    );
    expect(new Set(pids.map((row) => JSON.stringify(row))).size).toBe(4);
  });

  it('returns no rows for a statement without RETURNING', async () => {
    expect(await database.transaction((tx) => tx.query(insert, [Buffer.of(1), 1, new Date()]))).toEqual([]);
  });
});
