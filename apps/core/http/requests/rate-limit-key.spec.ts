import { describe, expect, it } from 'vitest';
import { rateLimitKey } from './rate-limit-key.js';

describe('rate limit key', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (ip, client) => {
    expect(rateLimitKey({ ip })).toBe(client);
  });

  it.each([
    ['the client that a proxy names', ['127.0.0.1', '203.0.113.50:40001'], '203.0.113.50'],
    ['the proxy if the client is unknown', ['127.0.0.1', 'unknown'], '127.0.0.1'],
    ['the nearest proxy with an address', ['127.0.0.1', '10.0.0.2', '_hidden'], '10.0.0.2'],
    ['the one client of a socket without an address', [''], 'unknown'],
  ])('is %s', (_which, ips, client) => {
    expect(rateLimitKey({ ip: ips.at(-1) ?? '', ips })).toBe(client);
  });
});
