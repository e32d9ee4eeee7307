import { describe, expect, it } from 'vitest';
import { assertNoSecretsIn, secrets } from './secrets.js';

const SLUG = 'quick-brown-fox-17';

describe('assertNoSecretsIn', () => {
  secrets.record(`/api/v1/note/${SLUG}/view?page=1`, {
    password: 'correct horse battery',
    kind: 'sealed-by-client',
    nested: { list: [{ token: 'abcdefghij' }], email: 'ada@example.com' },
    slug: 'short',
  });

  it.each([
    ['the slug of a path', `{"route":"/api/v1/note/${SLUG}"}`],
    ['a password with spaces among other words', 'it said: correct horse battery staple'],
    ['a token of a nested response', '"url.full":"https://x/?t=abcdefghij"'],
    ['an email address', 'to=<ada@example.com>'],
  ])('rejects %s', (_what, output) => {
    expect(() => assertNoSecretsIn(`first line\n${output}`)).toThrow(/printed 1 secrets/);
  });

  it.each([
    ['a field that is not secret', 'sealed-by-client'],
    ['a value too short to be a secret', 'short'],
    ['a longer word that starts with a secret', 'abcdefghijk'],
    ['the pattern of a route', '/api/v1/note/:slug/view'],
  ])('accepts %s', (_what, output) => {
    expect(() => assertNoSecretsIn(output)).not.toThrow();
  });
});
