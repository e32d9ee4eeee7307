import { describe, expect, it } from 'vitest';
import { routableUrl } from './routable-url.js';

describe('routableUrl', () => {
  it.each(['/', '/secret/a%23b', '/%E2%99%AF?q=%20', '/api/v1/note/%', '/api/v1/note/%E0%A4', '/health/%zz'])(
    'returns %s as it is',
    (url) => {
      expect(routableUrl(url)).toBe(url);
    },
  );

  it.each([
    ['/secret/abc%', '/secret/abc%25'],
    ['/secret/abc%E0%A4', '/secret/abc%25E0%25A4'],
    ['/secret/%23abc%zz', '/secret/%2523abc%25zz'],
    ['/%', '/%25'],
  ])('escapes the malformed %s', (url, routable) => {
    expect(routableUrl(url)).toBe(routable);
    expect(decodeURIComponent(routableUrl(url))).toBe(url);
  });
});
