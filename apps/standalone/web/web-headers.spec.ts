import { describe, expect, it } from 'vitest';
import { webHeaders } from './web-headers.js';

describe('webHeaders', () => {
  it.each(['index.html', 'secret.html', 'icon.svg'])('restricts the document %s', (file) => {
    const headers = webHeaders(file, false);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  });

  it.each(['a.js', 'a.css', 'a.woff2'])('sends for %s only what files need', (file) => {
    expect(webHeaders(file, false)).toEqual({
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['index.html', 'a.js'])('requires HTTPS for %s only if the request came by HTTPS', (file) => {
    expect(webHeaders(file, true)).toHaveProperty('strict-transport-security');
    expect(webHeaders(file, false)).not.toHaveProperty('strict-transport-security');
  });
});
