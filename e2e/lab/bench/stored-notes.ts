import pg from 'pg';

/** Content of each note of a load. */
export interface NoteContent {
  envelope: string;
  accessHash: Buffer;
}

/** Sealed notes without a password. PostgreSQL generates them, so that no measurement includes their creation. */
const INSERT = `
  WITH made AS (
    INSERT INTO note (id, slug, sealed, has_password, access_hash, keep_before_expiration, receipt_hash, expires_at, sweep_at)
    SELECT id, id::text, true, false, $2, false, sha256(id::text::bytea), expiry, expiry
      FROM (SELECT gen_random_uuid() AS id, clock_timestamp() + random() * interval '30 days' + interval '1 day' AS expiry
              FROM generate_series(1, $1::int)) AS drawn
    RETURNING id, slug),
  filled AS (INSERT INTO note_payload (note_id, content) SELECT id, $3 FROM made)`;
const BATCH = 100_000;

/** Notes of one database, created and queried without the product. */
export class StoredNotes {
  private readonly pool: pg.Pool;

  constructor(readonly url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 1 });
  }

  /** @returns their slugs */
  async insert(count: number, { envelope, accessHash }: NoteContent): Promise<string[]> {
    const values = [count, accessHash, Buffer.from(envelope)];
    const rows = await this.query(`${INSERT} SELECT slug FROM made`, values);
    return rows.map((row) => String(row['slug']));
  }

  /** Inserts many notes in the state of a long-running database: vacuumed, analysed and flushed. */
  async fill(count: number, { envelope, accessHash }: NoteContent): Promise<void> {
    for (let left = count; left > 0; left -= BATCH) {
      const values = [Math.min(left, BATCH), accessHash, Buffer.from(envelope)];
      await this.query(`${INSERT} SELECT count(*) FROM made`, values);
    }
    await this.tidy();
    await this.query('CHECKPOINT');
  }

  async tidy(): Promise<void> {
    await this.query('VACUUM ANALYZE note, note_payload');
  }

  async query(text: string, values: readonly unknown[] = []): Promise<pg.QueryResultRow[]> {
    return (await this.pool.query(text, [...values])).rows;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
