import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Client, DatabaseError, escapeIdentifier } from 'pg';
import type { Secret } from '#libs/config';
import { OperatorError } from '#libs/observability';
import { clientConfig } from '../connections/client-config.js';
import { appliedNames } from '../migrations/applied-migrations.js';
import { readMigrations } from '../migrations/migration-files.js';
import { migrate } from '../migrations/migrate.js';
import { decryptWith, isEncrypted } from './backup-encryption.js';
import { headerSchema, tablesOf, type Header } from './backup-format.js';

/** SQLSTATE: data that fits no column, violated constraint. */
const INVALID_DATA = /^2[23]/;
const BATCH = 500;
/** A row with content may have megabytes. */
const BATCH_CHARACTERS = 4_000_000;

/** Unread notes went with their content. infra/postgres/after-restore.sql does the same. */
const AFTER_RESTORE = `
  DELETE FROM note
   WHERE read_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())`;
const END_SESSIONS = 'DELETE FROM session';
/** Restored rows are no events. */
const setTriggers = (state: 'DISABLE' | 'ENABLE') =>
  `ALTER TABLE note ${state} TRIGGER USER; ALTER TABLE account_event ${state} TRIGGER USER`;

/**
 * Restores a backup of this version into a new database, all of it or nothing.
 *
 * @param key text of a file with its private key, if the backup is encrypted
 * @returns the number of rows
 * @throws {OperatorError} if the file is damaged or of another version, or the database has data
 */
export async function restoreBackup(url: Secret<string>, file: string, key?: string): Promise<number> {
  await migrate(url);
  const client = new Client(clientConfig(url));
  await client.connect();
  try {
    await client.query('BEGIN');
    const rows = await restore(client, file, key);
    await client.query('COMMIT');
    return rows;
  } finally {
    await client.end();
  }
}

async function restore(client: Client, file: string, key?: string): Promise<number> {
  const tables = await checkEmpty(client);
  await client.query(setTriggers('DISABLE'));
  const batch = new Batch(client);
  let header: Header | null = null;
  let total: number | null = null;
  let restored = 0;
  for await (const line of linesIn(file, key)) {
    if (header === null) header = await checkedHeader(client, line);
    else if (/^\d+$/.test(line)) total = Number(line);
    else {
      const table = line.slice(0, line.indexOf(' '));
      if (!tables.includes(table)) throw damaged();
      await batch.add(table, line.slice(table.length + 1));
      restored += 1;
    }
  }
  await batch.insert();
  await client.query(setTriggers('ENABLE'));
  if (header === null || total !== restored) throw damaged();
  if (!header.hasContent) await client.query(AFTER_RESTORE);
  await client.query(END_SESSIONS);
  return restored;
}

async function* linesIn(file: string, key?: string): AsyncGenerator<string> {
  const stored = createReadStream(file);
  const input = (await isEncrypted(file)) ? Readable.from(decryptWith(key, stored)) : stored;
  const text = createGunzip().setEncoding('utf8');
  input.once('error', (error: Error) => text.destroy(error));
  input.pipe(text);
  let rest = '';
  try {
    for await (const chunk of text) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    const isOfGzip = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw isOfGzip ? damaged(error) : error;
  }
  if (rest !== '') throw damaged();
}

/** Rows of one table, inserted by one statement. */
class Batch {
  private table = '';
  private rows: string[] = [];
  private characters = 0;

  constructor(private readonly client: Client) {}

  async add(table: string, row: string): Promise<void> {
    const isFull = this.rows.length === BATCH || this.characters > BATCH_CHARACTERS;
    if (isFull || table !== this.table) await this.insert();
    this.table = table;
    this.rows.push(row);
    this.characters += row.length;
  }

  async insert(): Promise<void> {
    if (this.rows.length === 0) return;
    const name = escapeIdentifier(this.table);
    const text = `INSERT INTO ${name} SELECT (jsonb_populate_record(NULL::${name}, stored.value)).* FROM jsonb_array_elements($1::jsonb) AS stored(value)`;
    await this.client.query(text, [`[${this.rows.join(',')}]`]).catch((error: unknown) => {
      throw error instanceof DatabaseError && INVALID_DATA.test(error.code ?? '') ? damaged(error) : error;
    });
    this.rows = [];
    this.characters = 0;
  }
}

async function checkedHeader(client: Client, line: string): Promise<Header> {
  const header = headerSchema.safeParse(parsed(line)).data;
  if (header === undefined) throw damaged();
  const own = await appliedNames(client, await readMigrations());
  const isSame = header.migrations.length === own.size && header.migrations.every((name) => own.has(name));
  if (isSame) return header;
  throw new OperatorError('the backup is of another version of Onasty', {
    remedy: 'restore it with that version, then upgrade',
  });
}

/** Keys that a start recorded are replaced by those of the backup. */
async function checkEmpty(client: Client): Promise<string[]> {
  const tables = await tablesOf(client);
  for (const table of tables.filter((name) => name !== 'encryption_key')) {
    const { rows } = await client.query(`SELECT 1 FROM ${escapeIdentifier(table)} LIMIT 1`);
    if (rows.length > 0)
      throw new OperatorError('the database has data', { remedy: 'restore into a new database or DATA_DIR' });
  }
  await client.query('DELETE FROM encryption_key');
  return tables;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function damaged(cause?: unknown): OperatorError {
  return new OperatorError('the file is no complete backup', { remedy: 'restore another one', cause });
}
