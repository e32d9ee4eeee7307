import { Client } from 'pg';
import { Registry } from 'prom-client';
import { afterAll, expect, it } from 'vitest';
import { Metrics } from '../../../../libs/observability/testing/metrics.js';
import { createTestApp } from '../../testing/create-test-app.js';
import { inHours, randomKey } from '../../testing/test-actions.js';
import { observeNotes } from '../observe-notes.js';

const app = await createTestApp();
const registry = new Registry();
observeNotes(registry, app.nest);
afterAll(() => app.close());

const gauge = async (name: string) => new Metrics(await registry.metrics()).value(name);

it('erases the content of an expired note and of an ended lease, and keeps their tombstones for 30 days', async () => {
  const leased = await app.createNote();
  const expired = await app.createNote({ expires_at: inHours(1) });
  const untouched = await app.createNote({ expires_at: inHours(1) });
  await app.read(leased, randomKey());
  await app.expireLease(leased);
  await app.expire(expired);
  await app.sweepNotes();
  for (const note of [leased, expired]) {
    await expect.poll(() => app.isContentStored(note)).toBe(false);
    const { sweep_at } = await app.row(note);
    const days = (Number(sweep_at) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30.1);
  }
  expect(await app.read(leased, randomKey())).toMatchObject({ code: 'note.already_read' });
  expect(await app.read(expired, randomKey())).toMatchObject({ code: 'note.expired' });
  expect(await app.isContentStored(untouched)).toBe(true);
});

it('ends the lease of an acknowledged note, and keeps its tombstone for 30 days after the read', async () => {
  for (const fields of [{}, { expires_at: inHours(1) }]) {
    const note = await app.createNote(fields);
    const key = randomKey();
    await app.read(note, key);
    await app.acknowledge(note, key);
    await app.expireLease(note);
    await app.sweepNotes();
    await expect
      .poll(async () => Number((await app.row(note))['sweep_at']) - Date.now())
      .toBeGreaterThan(29.9 * 86_400_000);
  }
  expect(await app.database.query('SELECT FROM note_lease WHERE due_at <= clock_timestamp()')).toEqual([]);
});

it('ends a lease that an earlier version recorded in the note alone', async () => {
  const [unacknowledged, acknowledged] = [await app.createNote(), await app.createNote()];
  const key = randomKey();
  for (const note of [unacknowledged, acknowledged]) await app.read(note, key);
  await app.database.query('DELETE FROM note_lease');
  await app.database.query(
    'UPDATE note SET sweep_at = lease_until WHERE read_at IS NOT NULL AND deleted_at IS NULL',
  );
  await app.acknowledge(acknowledged, key);
  await app.makeDue(unacknowledged);
  await app.sweepNotes();
  for (const note of [unacknowledged, acknowledged]) {
    await expect.poll(() => app.isContentStored(note)).toBe(false);
    expect(Number((await app.row(note))['sweep_at']) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
  }
});

it('skips a lease whose note is locked, and erases its content afterwards', async () => {
  const note = await app.createNote();
  await app.read(note, randomKey());
  await app.expireLease(note);
  const holder = new Client({ connectionString: app.database.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM note WHERE slug = $1 FOR UPDATE', [note.slug]);
  await app.sweepNotes();
  expect(await app.isContentStored(note)).toBe(true);
  expect(await gauge('onasty_sweeper_lag_seconds')).toBeGreaterThan(0);
  await holder.end();
  await expect.poll(() => app.sweepNotes().then(() => app.isContentStored(note))).toBe(false);
});

it('deletes a tombstone that is due', async () => {
  const note = await app.createNote();
  await app.read(note);
  await app.makeDue(note);
  await app.sweepNotes();
  await expect.poll(() => app.read(note)).toMatchObject({ code: 'note.not_found' });
});

it('reports when it finished, and the age of content that it cannot erase at present', async () => {
  await app.sweepNotes();
  await expect
    .poll(() => gauge('onasty_sweeper_last_run_timestamp_seconds'))
    .toBeGreaterThan(Date.now() / 1_000 - 600);
  const { slug } = await app.createNote();
  const holder = new Client({ connectionString: app.database.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM note WHERE slug = $1 FOR UPDATE', [slug]);
  await holder.query(`UPDATE note SET sweep_at = clock_timestamp() - interval '1 hour' WHERE slug = $1`, [
    slug,
  ]);
  await holder.query('COMMIT; BEGIN');
  await holder.query('SELECT FROM note WHERE slug = $1 FOR UPDATE', [slug]);
  await expect.poll(() => gauge('onasty_sweeper_lag_seconds')).toBeGreaterThanOrEqual(3_600);
  await holder.end();
  await app.sweepNotes();
  await expect.poll(() => gauge('onasty_sweeper_lag_seconds')).toBe(0);
});
