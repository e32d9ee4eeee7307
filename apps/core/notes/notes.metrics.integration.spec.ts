import { Registry } from 'prom-client';
import { afterAll, describe, expect, it } from 'vitest';
import { expectGrowthHere, Metrics, metricsHere } from '../../../libs/observability/testing/metrics.js';
import { createTestApp } from '../testing/create-test-app.js';
import { at, inHours, randomKey, withKey } from '../testing/test-actions.js';
import { observeNotes } from './observe-notes.js';

const app = await createTestApp();
const registry = new Registry();
observeNotes(registry, app.nest);
afterAll(() => app.close());

const gauge = async (name: string) => new Metrics(await registry.metrics()).value(name);

describe('metrics of notes', () => {
  it('count each creation and each read once, and repeated reads apart', async () => {
    const before = await metricsHere();
    const request = withKey(randomKey());
    const plain = await app.createNote({}, request);
    expect((await app.createNote({}, request)).slug).toBe(plain.slug);
    const sealed = await app.createSealedNote('an envelope');
    const key = randomKey();
    for (const _ of [1, 2, 3]) expect((await app.read(plain, key)).status).toBe(200);
    expect((await app.read(plain)).status).toBe(404);
    await app.view(sealed, sealed.accessProof, key);
    for (const _ of [1, 2]) await app.acknowledge(plain, key);
    await expectGrowthHere(before, {
      'onasty_notes_created_total{kind="plain"}': 1,
      'onasty_notes_created_total{kind="sealed"}': 1,
      'onasty_notes_read_total{kind="plain"}': 1,
      'onasty_notes_read_total{kind="sealed"}': 1,
      onasty_note_retried_reads_total: 2,
      onasty_notes_acknowledged_total: 1,
      'onasty_note_time_to_read_seconds_count{kind="plain"}': 1,
      'onasty_note_time_to_read_seconds_count{kind="sealed"}': 1,
    });
  });

  it('count each read of a reusable note, and repeated ones apart', async () => {
    const before = await metricsHere();
    const note = await app.createNote({ keep_before_expiration: true, expires_at: inHours(1) });
    const keys = [randomKey(), randomKey()];
    for (const key of [...keys, ...keys, undefined]) await app.read(note, key);
    await expectGrowthHere(before, {
      'onasty_notes_read_total{kind="plain"}': 3,
      onasty_note_retried_reads_total: 2,
      'onasty_note_time_to_read_seconds_count{kind="plain"}': 0,
    });
  });

  it('do not count rejected requests', async () => {
    const before = await metricsHere();
    const { slug } = await app.createNote();
    expect((await app.http.post(at('/note'), { content: 'another', slug })).status).toBe(400);
    await app.http.post(at('/note'), { content: '' });
    await app.read({ slug: randomKey() });
    await app.deleteNote({ slug, receipt: randomKey() });
    await expectGrowthHere(before, {
      onasty_notes_created_total: 1,
      onasty_notes_read_total: 0,
      onasty_notes_deleted_total: 0,
    });
  });

  it('count wrong passwords, locks and the requests that a lock rejects', async () => {
    const before = await metricsHere();
    const note = await app.createNote({ password: 'the right one' });
    await Promise.all(Array.from({ length: 13 }, () => app.view(note, 'wrong')));
    await expectGrowthHere(before, {
      onasty_note_wrong_passwords_total: 10,
      onasty_note_password_locks_total: 1,
      'onasty_http_requests_limited_total{limit="note_passwords"}': 3,
    });
  });

  it('count a deletion once, and only if it erased content', async () => {
    const before = await metricsHere();
    const [unread, read] = [await app.createNote(), await app.createNote()];
    await app.read(read);
    for (const note of [unread, unread, read]) expect((await app.deleteNote(note)).status).toBe(204);
    await expectGrowthHere(before, { onasty_notes_deleted_total: 1 });
  });

  it('count swept content by reason, and notes that expired unread without reusable ones', async () => {
    const before = await metricsHere();
    const unread = await app.createNote({ expires_at: inHours(1) });
    const sealed = await app.createSealedNote('an envelope');
    const reusable = await app.createNote({ expires_at: inHours(1), keep_before_expiration: true });
    const leased = await app.createNote();
    await app.read(leased, randomKey());
    for (const note of [unread, sealed, reusable]) await app.expire(note);
    await app.expireLease(leased);
    await expectGrowthHere(before, {
      'onasty_sweeper_erased_total{reason="expired"}': 3,
      'onasty_sweeper_erased_total{reason="read"}': 1,
      'onasty_notes_expired_unread_total{kind="plain"}': 1,
      'onasty_notes_expired_unread_total{kind="sealed"}': 1,
    });
  });

  it('report the stored bytes and their limit', async () => {
    await app.createNote({ content: 'x'.repeat(10_000) });
    await expect.poll(() => gauge('onasty_notes_stored_bytes')).toBeGreaterThan(10_000);
    expect(await gauge('onasty_notes_stored_bytes_limit')).toBe(50 * 1_024 ** 3);
  });
});
