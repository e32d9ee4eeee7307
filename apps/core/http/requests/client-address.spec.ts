import { describe, expect, it } from 'vitest';
import { parseAddress, addressesIn } from './client-address.js';

describe('client address', () => {
  it.each([
    '203.0.113.50',
    ' 203.0.113.50 ',
    '203.0.113.50:40001',
    '203.0.113.50:',
    '"203.0.113.50:40001"',
    '[203.0.113.50]:40001',
    '::ffff:203.0.113.50',
    '::FFFF:203.0.113.50',
    '::ffff:cb00:7132',
    '0:0:0:0:0:ffff:203.0.113.50',
    '[::ffff:203.0.113.50]:40001',
    '64:ff9b::203.0.113.50',
  ])('of the IPv4 client %j is the same', (text) => {
    expect(parseAddress(text)).toBe('203.0.113.50');
  });

  it.each([
    '2001:db8::1',
    '2001:DB8::1',
    '2001:0db8:0000:0000:0000:0000:0000:0001',
    '2001:db8:0:0:0:0:0:1:40001',
    '2001:db8::1:40001',
    '[2001:db8::1]',
    '[2001:db8::1]:40001',
    '"[2001:db8::1]:40001"',
    '2001:db8::1%eth0',
    '[2001:db8::1%25eth0]:40001',
  ])('of the IPv6 client %j is the same', (text) => {
    expect(parseAddress(text)).toBe('2001:db8:0:0:0:0:0:1');
  });

  it.each([
    '',
    'unknown',
    '_gazonk',
    '-',
    'localhost',
    'for=203.0.113.50',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.050',
    '0xcb007132',
    '3405803826',
    '203.0.113.50:port',
    '203.0.113.50, 203.0.113.51',
    '[2001:db8::1',
    '[2001:db8::1]x',
    '2001:db8::1::2',
    '2001:db8:1',
    'é'.repeat(1_000),
  ])('is not read from %j', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});

describe('trusted proxies', () => {
  const isTrusted = addressesIn(['10.1.0.0/16', '192.0.2.1', '2001:db8::/32', '::1']);

  it.each(['10.1.2.3', '10.1.2.3:443', '::ffff:10.1.2.3', '192.0.2.1', '[2001:db8::7]:443', '::1', '0:0::1'])(
    'include %s',
    (text) => {
      expect(isTrusted(text)).toBe(true);
    },
  );

  it.each(['10.2.0.1', '192.0.2.10', '2001:db9::1', 'unknown', ''])('do not include %j', (text) => {
    expect(isTrusted(text)).toBe(false);
  });
});
