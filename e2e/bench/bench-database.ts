import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Secret } from '#libs/config';
import { EmbeddedPostgres, migrate } from '#libs/database';

/** Sealed notes without a person's password, made by the server itself, so that their creation is not measured. */
const INSERT_NOTES = `
  WITH made AS (
    INSERT INTO note (id, slug, sealed, has_password, access_hash, keep_before_expiration, receipt_hash)
    SELECT id, id::text, true, false, $2, false, sha256(id::text::bytea)
      FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $1::int)) AS ids
    RETURNING id, slug),
  filled AS (INSERT INTO note_payload (note_id, content) SELECT id, $3 FROM made)
  SELECT slug FROM made`;

export interface BenchDatabase {
  url: string;
  /** Gives their slugs. */
  insertNotes(count: number, envelope: string, accessHash: Buffer): Promise<string[]>;
  stop(): Promise<void>;
}

/** A real PostgreSQL of its own, with every durability setting as in production. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'onasty-bench-'));
  const server = await EmbeddedPostgres.start({ dataFolder, password: new Secret(randomUUID()) });
  await migrate(server.url);
  const url = server.url.reveal();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return {
    url,
    async insertNotes(count, envelope, accessHash) {
      const values = [count, accessHash, Buffer.from(envelope)];
      const { rows } = await pool.query<{ slug: string }>(INSERT_NOTES, values);
      return rows.map((row) => row.slug);
    },
    async stop() {
      await pool.end();
      await server.stop();
      await Promise.all(
        [dataFolder, server.folder].map((folder) => rm(folder, { recursive: true, force: true })),
      );
    },
  };
}
