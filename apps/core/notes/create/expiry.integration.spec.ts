import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { at, createdNoteOf, inHours, type CreatedNote } from '../../testing/test-actions.js';
import { Author } from '../testing/author.js';

const NEVER = '0001-01-01T00:00:00Z';
const MAX_SECONDS = 3_155_760_000;
const [HOUR, DAY] = [3_600, 86_400];

const app = await createTestApp();
const cappedApp = await createTestApp({ environment: { NOTE_MAX_TTL: '2h' } });
const shortApp = await createTestApp({ environment: { NOTE_DEFAULT_TTL: '90m' } });
afterAll(async () => {
  await app.close();
  await cappedApp.close();
  await shortApp.close();
});

const create = (on: TestApp, fields: object) => on.http.post(at('/note'), { content: 'x', ...fields });

/** By the clock of PostgreSQL, whatever that of the client is; null: never. */
async function lifetimeOf(on: TestApp, { slug }: Pick<CreatedNote, 'slug'>): Promise<unknown> {
  const [row] = await on.database.query(
    'SELECT round(extract(epoch FROM expires_at - created_at))::float8 AS seconds FROM note WHERE slug = $1',
    [slug],
  );
  return row?.['seconds'];
}

describe('the lifetime of a note', () => {
  it.each([
    ['no expiry', {}, 30 * DAY],
    ['expires_in', { expires_in: HOUR }, HOUR],
    ['the shortest expires_in', { expires_in: 1 }, 1],
    ['the longest expires_in', { expires_in: MAX_SECONDS }, MAX_SECONDS],
    ['expires_at: null', { expires_at: null }, null],
    ['expires_in: null', { expires_in: null }, null],
    ['the zero time of Go', { expires_at: NEVER }, null],
    ['the zero time with an offset', { expires_at: '0001-01-01T00:00:00.000+00:00' }, null],
  ])('with %s', async (_name, fields, seconds) => {
    const response = await create(app, fields);
    expect(await lifetimeOf(app, createdNoteOf(response))).toBe(seconds);
    expect('expires_at' in Object(response.body)).toBe(seconds !== null);
  });

  it.each([
    ['a cap', cappedApp, 2 * HOUR],
    ['a shorter default', shortApp, 90 * 60],
  ])('without an expiry is limited by %s', async (_name, on, seconds) => {
    expect(await lifetimeOf(on, createdNoteOf(await create(on, {})))).toBe(seconds);
  });

  it.each([
    { expires_at: null },
    { expires_at: NEVER },
    { expires_in: null },
    { expires_in: 48 * HOUR },
    { expires_at: inHours(48) },
    { expires_at: inHours(48), keep_before_expiration: true },
    { expires_at: '9999-12-31T23:59:59.999Z' },
  ])('is capped with %j', async (fields) => {
    expect(await lifetimeOf(cappedApp, createdNoteOf(await create(cappedApp, fields)))).toBe(2 * HOUR);
  });

  it('below the cap stays as it is', async () => {
    const note = createdNoteOf(await create(cappedApp, { expires_in: HOUR }));
    expect(await lifetimeOf(cappedApp, note)).toBe(HOUR);
  });

  it.each([{}, { expires_in: HOUR }, { expires_at: inHours(1) }, { expires_at: null }])(
    'is returned as meta, receipt and reader see it: %j',
    async (fields) => {
      for (const on of [app, cappedApp]) {
        const note = createdNoteOf(await create(on, fields));
        const { expires_at } = note;
        const seen = [(await on.meta(note)).body, (await on.receipt(note)).body, (await on.read(note)).body];
        expect(seen.map((body) => Object(body).expires_at)).toEqual([expires_at, expires_at, expires_at]);
      }
    },
  );

  it('is returned in UTC', async () => {
    const fields = { expires_at: '2999-06-01T12:00:00+02:00' };
    expect((await create(app, fields)).body).toMatchObject({ expires_at: '2999-06-01T10:00:00.000Z' });
  });

  it('allows a reusable note with expires_in, and none with the default or without an end', async () => {
    const keep = { keep_before_expiration: true };
    expect((await create(app, { ...keep, expires_in: HOUR })).status).toBe(201);
    for (const fields of [keep, { ...keep, expires_in: null }, { ...keep, expires_at: NEVER }]) {
      expect(await create(app, fields)).toMatchObject({ status: 400, code: 'note.keep_without_expiry' });
    }
  });
});

const RANGE_OF_TIMES = /from now to 9999-12-31T23:59:59.999Z/;
const RANGE_OF_LIFETIMES = /from 1 to 3155760000/;

describe('an expiry out of range', () => {
  const cases: [string, object, string, RegExp][] = [
    ...[
      '10000-01-01T00:00:00Z',
      '+10000-01-01T00:00:00Z',
      '+275761-01-01T00:00:00Z',
      '9999-12-31T23:59:59-23:59',
      '9999-12-31T23:59',
      '2999-02-30T00:00:00Z',
      'tomorrow',
      '',
      5,
    ].map((time): [string, object, string, RegExp] => [
      `expires_at ${time}`,
      { expires_at: time },
      'expires_at',
      RANGE_OF_TIMES,
    ]),
    ...[0, -1, 0.5, MAX_SECONDS + 1, 1e300, '3600', true, ''].map(
      (seconds): [string, object, string, RegExp] => [
        `expires_in ${JSON.stringify(seconds)}`,
        { expires_in: seconds },
        'expires_in',
        RANGE_OF_LIFETIMES,
      ],
    ),
    [
      'both fields',
      { expires_in: HOUR, expires_at: inHours(1) },
      'expires_in',
      /cannot be combined with expires_at/,
    ],
    ['both fields, one null', { expires_in: HOUR, expires_at: null }, 'expires_in', /cannot be combined/],
  ];

  it.each(cases)('is rejected with the accepted range: %s', async (_name, fields, path, message) => {
    const author = new Author(app, await app.signedIn());
    const { slug } = await author.create();
    const rejection = {
      status: 400,
      body: {
        code: 'request.invalid',
        details: expect.arrayContaining([{ path, message: expect.stringMatching(message) }]),
      },
    };
    expect(await create(app, fields)).toMatchObject(rejection);
    expect(await author.changeExpiry(slug, fields)).toMatchObject(rejection);
  });
});

it('the instance publishes the limits of notes', async () => {
  const limits = {
    note_max_bytes: 1_048_576,
    note_slug_min_length: 6,
    note_password: 'optional',
    reusable_notes: true,
    custom_links: true,
    read_only: false,
    read_lease_seconds: 60,
    sign_up: 'open',
    create_notes: 'anyone',
    sends_mail: expect.any(Boolean),
    password_sign_in: true,
    version: expect.any(String),
  };
  const get = async (on: TestApp) => (await on.http.get(at('/instance'))).body;
  expect(await get(app)).toEqual({
    ...limits,
    note_default_ttl_seconds: 30 * DAY,
    note_preselected_ttl_seconds: 7 * DAY,
  });
  expect(await get(cappedApp)).toEqual({
    ...limits,
    note_default_ttl_seconds: 2 * HOUR,
    note_preselected_ttl_seconds: 2 * HOUR,
    note_max_ttl_seconds: 2 * HOUR,
  });
  expect(await get(shortApp)).toEqual({
    ...limits,
    note_default_ttl_seconds: 90 * 60,
    note_preselected_ttl_seconds: 90 * 60,
  });
});
