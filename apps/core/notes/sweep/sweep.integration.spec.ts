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
