import { describe, expect, it } from 'vitest';
import { assertNoSecretsIn, secrets } from './secrets.js';

const SLUG = 'quick-brown-fox-17';

describe('what programs tell is refused when it holds', () => {
  secrets.record(`/api/v1/note/${SLUG}/view?page=1`, {
    password: 'correct horse battery',
    kind: 'sealed-by-somebody',
    nested: { list: [{ token: 'abcdefghij' }], email: 'ada@example.com' },
    slug: 'short',
  });

  it.each([
    ['the slug of a path', `{"route":"/api/v1/note/${SLUG}"}`],
    ['a password with spaces, amid other words', 'it said: correct horse battery staple'],
    ['a token of a nested answer', '"url.full":"https://x/?t=abcdefghij"'],
    ['an address', 'to=<ada@example.com>'],
  ])('%s', (_what, told) => {
    expect(() => assertNoSecretsIn(`first line\n${told}`)).toThrow(/told 1 secrets/);
  });

  it.each([
    ['a field that is no secret', 'sealed-by-somebody'],
    ['a word too short to be one', 'short'],
    ['a longer word that begins like one', 'abcdefghijk'],
    ['the pattern of a route', '/api/v1/note/:slug/view'],
  ])('but not for %s', (_what, told) => {
    expect(() => assertNoSecretsIn(told)).not.toThrow();
  });
});
