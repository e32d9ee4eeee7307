import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { Database, EmbeddedPostgres, migrate } from '../index.js';

let dataFolder: string;
let server: EmbeddedPostgres;
let database: Database;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'onasty-role-'));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  server = await EmbeddedPostgres.start({ dataFolder, password: new Secret(randomUUID()), settings });
  await migrate(server.url);
  database = Database.open({ url: server.applicationUrl, poolSize: 1 });
});
afterAll(async () => {
  await database.close();
  await server.stop();
  await rm(dataFolder, { recursive: true, force: true });
  await rm(server.folder, { recursive: true, force: true });
});

const run = (text: string) => database.query({ name: text, text }, []);

it('reads and writes rows of migrated tables', async () => {
  await database.check();
  expect(await database.use((prisma) => prisma.note.count())).toBe(0);
});

it.each([
  ['become superuser', 'ALTER ROLE onasty_application SUPERUSER'],
  ['change the schema', 'CREATE TABLE own (id int)'],
  ['drop a table', 'DROP TABLE note'],
  ['run programs of the server', "COPY note FROM PROGRAM 'id'"],
  ['read files of the server', "SELECT pg_read_file('PG_VERSION')"],
])('cannot %s', async (_what, statement) => {
  await expect(run(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
});
