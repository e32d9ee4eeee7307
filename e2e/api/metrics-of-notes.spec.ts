import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { expectGrowth, scrape } from '../support/metrics.js';
import { createNote, createSealedNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

const world = useCore({
  METRICS_PORT: '0',
  RATELIMIT_ENABLED: 'true',
  RATELIMIT_RPS: '30',
  RATELIMIT_BURST: '60',
});
const core = () => world().core.process;
const http = () => world().core.direct;

const current = async (name: string) => (await scrape(core())).value(name);
const labelled = (method: string, route: string, status: number) =>
  `{method="${method}",route="${route}",status="${status}"}`;

describe('the metrics of notes count', () => {
  it('what is created, and each reading once, however often its reader comes again', async () => {
    const before = await scrape(core());
    const [key, headers] = [randomKey(), { 'idempotency-key': randomKey() }];
    const plain = await createNote(http(), {}, { headers });
    expect((await createNote(http(), {}, { headers })).slug).toBe(plain.slug);
    const sealed = await createSealedNote(http(), 'an envelope');
    const reader = { headers: { 'idempotency-key': key } };
    for (const _try of [1, 2, 3]) expect((await http().get(noteAt(plain.slug), reader)).status).toBe(200);
    expect((await http().get(noteAt(plain.slug))).status).toBe(404);
    await http().post(noteAt(sealed.slug, 'view'), { password: sealed.accessProof }, reader);
    for (const _try of [1, 2]) await http().post(noteAt(plain.slug, 'ack'), undefined, reader);
    await expectGrowth(core(), before, {
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

  it('nothing for what was refused', async () => {
    const before = await scrape(core());
    const { slug } = await createNote(http());
    expect((await http().post('/api/v1/note', { content: 'another', slug })).status).toBe(400);
    await http().post('/api/v1/note', { content: '' });
    await http().get(noteAt(randomKey()));
    await http().delete(noteAt(slug), { headers: { 'x-receipt': randomKey() } });
    await expectGrowth(core(), before, {
      onasty_notes_created_total: 1,
      onasty_notes_read_total: 0,
      onasty_notes_deleted_total: 0,
    });
  });

  it('wrong passwords, locks, and who is refused since a note is locked', async () => {
    const before = await scrape(core());
    const { slug } = await createNote(http(), { password: 'the right one' });
    const guesses = Array.from({ length: 13 }, () =>
      http().post(noteAt(slug, 'view'), { password: 'wrong' }),
    );
    await Promise.all(guesses);
    await expectGrowth(core(), before, {
      onasty_note_wrong_passwords_total: 10,
      onasty_note_password_locks_total: 1,
      'onasty_http_requests_limited_total{limit="note_passwords"}': 3,
    });
  });

  it('a deletion once, and none of what was gone already', async () => {
    const before = await scrape(core());
    const [unread, read] = [await createNote(http()), await createNote(http())];
    await http().get(noteAt(read.slug));
    for (const { slug, receipt } of [unread, unread, read])
      expect((await http().delete(noteAt(slug), { headers: { 'x-receipt': receipt } })).status).toBe(204);
    await expectGrowth(core(), before, { onasty_notes_deleted_total: 1 });
  });

  it('what the sweeper erases, by why; what nobody read, but not what was kept until it expired', async () => {
    const before = await scrape(core());
    const expiring = { expires_at: inHours(1) };
    const unread = await createNote(http(), expiring);
    const { slug: sealed } = await createSealedNote(http(), 'an envelope that nobody opens');
    const kept = await createNote(http(), { ...expiring, keep_before_expiration: true });
    const left = await createNote(http());
    await http().get(noteAt(left.slug), { headers: { 'idempotency-key': randomKey() } });
    await world().database.query(
      `UPDATE note SET expires_at = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = ANY ($1)`,
      [[unread.slug, sealed, kept.slug]],
    );
    await world().database.query(
      `UPDATE note SET lease_until = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = $1`,
      [left.slug],
    );
    await expectGrowth(core(), before, {
      'onasty_sweeper_erased_total{reason="expired"}': 3,
      'onasty_sweeper_erased_total{reason="read"}': 1,
      'onasty_notes_expired_unread_total{kind="plain"}': 1,
      'onasty_notes_expired_unread_total{kind="sealed"}': 1,
    });
  });

  it('how much room there is for more', async () => {
    await createNote(http(), { content: 'x'.repeat(10_000) });
    await expect.poll(() => current('onasty_notes_stored_bytes')).toBeGreaterThan(10_000);
    expect(await current('onasty_notes_stored_bytes_limit')).toBe(50 * 1_024 ** 3);
  });

  it('for how long something should have been erased that can not be now', async () => {
    const { slug } = await createNote(http());
    const holder = new Client({ connectionString: world().database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM note WHERE slug = $1 FOR UPDATE', [slug]);
    const due = `UPDATE note SET sweep_at = clock_timestamp() - interval '1 hour' WHERE slug = $1`;
    await holder.query(due, [slug]);
    await holder.query('COMMIT; BEGIN');
    await holder.query('SELECT FROM note WHERE slug = $1 FOR UPDATE', [slug]);
    await expect.poll(() => current('onasty_sweeper_lag_seconds')).toBeGreaterThanOrEqual(3_600);
    await holder.end();
    await expect.poll(() => current('onasty_sweeper_lag_seconds')).toBe(0);
  });
});

describe('the metrics of requests count', () => {
  it('each by method, pattern and status, and who is limited', async () => {
    const before = await scrape(core());
    const { slug } = await createNote(http());
    await http().get(noteAt(slug, 'meta'));
    await http().get(noteAt('not-there', 'meta'));
    await http().post(`/api/v1/nothing/${slug}`, {});
    const crowd = Array.from({ length: 600 }, () => http().get('/api/ping', { localAddress: '127.0.0.41' }));
    const limited = (await Promise.all(crowd)).filter(({ status }) => status === 429).length;
    expect(limited).toBeGreaterThan(0);
    await expectGrowth(core(), before, {
      [`http_successful_requests_total${labelled('POST', '/api/v1/note', 201)}`]: 1,
      [`http_request_latency_seconds_count${labelled('POST', '/api/v1/note', 201)}`]: 1,
      [`http_successful_requests_total${labelled('GET', '/api/v1/note/:slug/meta', 200)}`]: 1,
      [`http_failed_requests_total${labelled('GET', '/api/v1/note/:slug/meta', 404)}`]: 1,
      [`http_failed_requests_total${labelled('POST', 'unmatched', 404)}`]: 1,
      'onasty_http_requests_limited_total{limit="requests"}': limited,
      onasty_http_requests_in_flight: 0,
    });
  });
});
