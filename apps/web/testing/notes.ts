import type { Request } from 'playwright-core';
import { expect } from 'vitest';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';

/** Error response of the API while PostgreSQL is unavailable. */
export const UNAVAILABLE = { status: 503, json: { message: '', code: 'unavailable', request_id: 'r' } };

/** Other requests of a page have the method POST too. */
export function isCreation(request: Request): boolean {
  return request.method() === 'POST' && new URL(request.url()).pathname === '/api/v1/note';
}

export function slugOf(link: string): string {
  return new URL(link).pathname.replace('/secret/', '');
}

export function linkSecretOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** Moves a time of the note into the past. */
export async function makePast(
  database: TestDatabase,
  slug: string,
  column: 'expires_at' | 'locked_until',
): Promise<void> {
  await database.query(
    `UPDATE note SET ${column} = clock_timestamp() - interval '1 minute' WHERE slug = $1`,
    [slug],
  );
}

/** Returns null while the note is unread. */
export async function readAt(database: TestDatabase, slug: string): Promise<Date | null> {
  const [row] = await database.query('SELECT read_at FROM note WHERE slug = $1', [slug]);
  if (row === undefined) throw new Error('no such note');
  return row['read_at'];
}

/** Waits until the database has no content of the note. */
export async function waitForErasure(database: TestDatabase, slug: string): Promise<void> {
  const payloads = () =>
    database.query('SELECT 1 FROM note JOIN note_payload ON note_id = id WHERE slug = $1', [slug]);
  await expect.poll(payloads).toEqual([]);
}
