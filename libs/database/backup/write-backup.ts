import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client, escapeIdentifier } from 'pg';
import type { Secret } from '#libs/config';
import { OperatorError } from '#libs/observability';
import { clientConfig } from '../connections/client-config.js';
import { appliedNames } from '../migrations/applied-migrations.js';
import { readMigrations } from '../migrations/migration-files.js';
import { encryptTo } from './backup-encryption.js';
import { CONTENT_TABLES, tablesOf, type Header } from './backup-format.js';

/** A row with content may have megabytes. */
const batchSize = (withContent: boolean) => (withContent ? 10 : 500);

export interface BackupOptions {
  withContent: boolean;
  /** Public key of age; undefined: not encrypted. */
  recipient?: string | undefined;
}

/**
 * Writes all tables as of one instant to a new file that only its owner can read.
 *
 * @returns the number of rows
 */
export async function writeBackup(
  url: Secret<string>,
  file: string,
  { withContent, recipient }: BackupOptions,
): Promise<number> {
  if (existsSync(file)) throw new OperatorError(`${file} exists`, { remedy: 'name a new file' });
  const client = new Client(clientConfig(url));
  const draft = `${file}.partial`;
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const count = { rows: 0 };
    const output = await open(draft, 'wx', 0o600);
    try {
      const lines = Readable.from(linesOf(client, withContent, count));
      const compressed = lines.compose(createGzip());
      const written = recipient === undefined ? compressed : encryptTo(recipient, compressed);
      await pipeline(written, output.createWriteStream({ flush: true }));
    } catch (error) {
      await rm(draft);
      throw error;
    }
    await rename(draft, file);
    return count.rows;
  } finally {
    await client.end();
  }
}

async function* linesOf(client: Client, withContent: boolean, count: { rows: number }) {
  const migrations = await appliedNames(client, await readMigrations());
  const header: Header = { format: 'onasty-backup-1', migrations: [...migrations], hasContent: withContent };
  yield `${JSON.stringify(header)}\n`;
  for (const table of await tablesOf(client)) {
    if (!withContent && CONTENT_TABLES.has(table)) continue;
    for await (const row of rowsOf(client, table, withContent)) {
      count.rows += 1;
      yield `${table} ${row}\n`;
    }
  }
  yield `${count.rows}\n`;
}

async function* rowsOf(client: Client, table: string, withContent: boolean): AsyncGenerator<string> {
  await client.query(`DECLARE backup NO SCROLL CURSOR FOR
    SELECT to_jsonb(stored)::text AS json FROM ${escapeIdentifier(table)} AS stored`);
  let rows: { json: string }[];
  do {
    ({ rows } = await client.query<{ json: string }>(`FETCH ${batchSize(withContent)} FROM backup`));
    for (const { json } of rows) yield json;
  } while (rows.length > 0);
  await client.query('CLOSE backup');
}
