import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectRejection } from '../../testing/expect-rejection.js';
import { noteAt } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());
const json = { headers: { 'content-type': 'application/json' } };
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const create = (body: string | Buffer) => app.http.send('POST', '/api/v1/note', { body, ...json });
const view = (body: string | Buffer, slug = 'some-slug') =>
  app.http.send('POST', noteAt(slug, 'view'), { body, ...json });

describe('malformed bodies', () => {
  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['half an object', '{"content":'],
    ['two objects', '{"content":"x"}{"content":"y"}'],
    ['single quotes', "{'content':'x'}"],
    ['a comma too many', '{"content":"x",}'],
    ['a field twice', '{"content":"x","content":"x"}'],
    ['a password that is withdrawn', '{"content":"x","password":"pw","password":null}'],
    ['a field twice in another spelling', '{"content":"x","p\\u0061ssword":"pw","password":""}'],
    ['NaN', '{"content":NaN}'],
    ['a number out of range', '{"content":1e999}'],
    ['a string', '"content"'],
    ['true', 'true'],
    ['null', 'null'],
    ['an empty array', '[]'],
    ['a byte order mark', '\ufeff{"content":5}'],
    ['100,000 arrays in each other', nested(100_000)],
    ['100,000 arrays as content', `{"content":${nested(100_000)}}`],
    ['100,000 objects in each other', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['an open nesting', '['.repeat(100_000)],
    ['a proto with fields', '{"__proto__":{"content":"x"}}'],
    ['a constructor', '{"constructor":{"prototype":{"content":"x"}}}'],
    ['raw control characters', '{"content":"a\u0000b"}'],
    ['a raw line end', '{"content":"a\nb"}'],
    ['an unknown escape', '{"content":"\\x41"}'],
    ['half an escape', '{"content":"\\u00"}'],
    ['NUL in the content', '{"content":"a\\u0000b"}'],
    ['a high surrogate', '{"content":"\\ud800"}'],
    ['a low surrogate', '{"content":"\\udc00x"}'],
    ['surrogates in the wrong order', '{"content":"\\udc00\\ud800"}'],
    ['NUL in the slug', '{"content":"x","slug":"a\\u0000b"}'],
    ['a lone surrogate in the slug', '{"content":"x","slug":"\\ud83d"}'],
    ['NUL in the password', '{"content":"x","password":"a\\u0000b"}'],
    ['a lone surrogate in the password', '{"content":"x","password":"\\udfff"}'],
    ['a password of 100,000 characters', JSON.stringify({ content: 'x', password: 'p'.repeat(100_000) })],
    ['a bidi slug', '{"content":"x","slug":"\\u202egnp.exe"}'],
    ['a slug with a line end', '{"content":"x","slug":"a\\r\\nset-cookie: a=b"}'],
    ['a slug with a path', '{"content":"x","slug":"../admin"}'],
    ['a slug of look-alikes', '{"content":"x","slug":"аdmin"}'],
    ['a slug of full-width letters', '{"content":"x","slug":"ａｄｍｉｎ"}'],
    ['a slug with a trailing line end', '{"content":"x","slug":"abc\\n"}'],
    ['the year 275761', '{"content":"x","expires_at":"+275761-01-01T00:00:00Z"}'],
    ['the 30th of February', '{"content":"x","expires_at":"2999-02-30T00:00:00Z"}'],
    ["24 o'clock", '{"content":"x","expires_at":"2999-01-01T24:00:00Z"}'],
    ['a leap second', '{"content":"x","expires_at":"2999-12-31T23:59:60Z"}'],
    ['an offset of 99 hours', '{"content":"x","expires_at":"2999-01-01T00:00:00+99:00"}'],
  ])('a create with %s is a 400', async (_name, body) => {
    expectRejection(await create(body), [400]);
  });

  it.each([
    ['0xff', bytes('{"content":"', [0xff], '"}')],
    ['a cut sequence', bytes('{"content":"', [0xe2, 0x82], '"}')],
    ['an overlong slash', bytes('{"content":"', [0xc0, 0xaf], '"}')],
    ['a surrogate in UTF-8', bytes('{"content":"', [0xed, 0xa0, 0x80], '"}')],
    ['a code point above U+10FFFF', bytes('{"content":"', [0xf4, 0x90, 0x80, 0x80], '"}')],
    ['UTF-16', Buffer.from('{"content":"x"}', 'utf16le')],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0])],
  ])('a create in bytes that are not UTF-8 (%s) is a 400', async (_name, body) => {
    expectRejection(await create(body), [400]);
  });

  it.each(['content', 'slug', 'password', 'link_proof', 'keep_before_expiration', 'expires_at', 'label'])(
    'a create whose %s has a wrong type is a 400',
    async (field) => {
      const wrong: unknown[] = [
        5,
        -0,
        1.5,
        [],
        {},
        ['x'],
        { toString: 'x' },
        ...(field === 'keep_before_expiration' ? ['true'] : [true]),
      ];
      for (const value of wrong)
        expectRejection(await create(JSON.stringify({ content: 'x', [field]: value })), [400]);
    },
  );

  it.each([
    ['the year 0', '0000-01-01T00:00:00Z'],
    ['the year 1', '0001-01-01T00:00:00.001Z'],
    ['a second ago', new Date(Date.now() - 1_000).toISOString()],
  ])('a create that expires in %s is a 410', async (_name, expiresAt) => {
    expectRejection(await create(JSON.stringify({ content: 'x', expires_at: expiresAt })), [410]);
  });

  it('the last instant of RFC 3339 is accepted, and a later one is a 400', async () => {
    const expiresAt = '9999-12-31T23:59:59.999Z';
    const { slug } = await app.createNote({ expires_at: expiresAt });
    expect((await app.http.get(noteAt(slug, 'meta'))).body).toMatchObject({ expires_at: expiresAt });
    const after = { content: 'x', expires_at: '9999-12-31T23:59:59-23:59' };
    expectRejection(await create(JSON.stringify(after)), [400]);
  });

  it.each([
    ['a number', '{"password":5}'],
    ['NUL', '{"password":"\\u0000"}'],
    ['a lone surrogate', '{"password":"\\ud800"}'],
    ['100,000 characters', JSON.stringify({ password: 'p'.repeat(100_000) })],
    ['no object', '"password"'],
    ['nothing', ''],
    ['a prototype', '{"__proto__":{"password":"x"},"password":{}}'],
  ])('a view with a password that is %s is a 400 and counts no attempt', async (_name, body) => {
    const { slug } = await app.createNote({ password: 'pw' });
    expectRejection(await view(body, slug), [400]);
    expect((await view('{"password":"wrong"}', slug)).body).toMatchObject({ tries_left: 9 });
  });

  it('do not grow memory', async () => {
    const heavy = [
      nested(500_000),
      '['.repeat(1_000_000),
      JSON.stringify({ content: ['x'.repeat(1_000_000)] }),
    ];
    const memoryAfterLot = async () => {
      for (let round = 0; round < 5; round += 1) await Promise.all(heavy.map(create));
      return process.memoryUsage().rss / 1_048_576;
    };
    const earlier = [await memoryAfterLot(), await memoryAfterLot()];
    const later = [await memoryAfterLot(), await memoryAfterLot(), await memoryAfterLot()];
    expect(Math.min(...later)).toBeLessThan(Math.max(...earlier) + 40);
  });
});
