import { describe, expect, it } from 'vitest';
import { browserOf, networkOf } from './client-info.js';

describe('browser of a user agent', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    ['curl/8.5.0', 'curl'],
    ['', 'Unknown browser'],
  ])('%s is %s', (userAgent, browser) => {
    expect(browserOf(userAgent)).toBe(browser);
  });
});

describe('network of a client', () => {
  it.each([
    ['198.51.100.7', '198.51.100.x'],
    ['::ffff:198.51.100.7', '198.51.100.x'],
    ['2001:db8:0:1', '2001:db8:0:1'],
  ])('%s belongs to %s', (clientIp, network) => {
    expect(networkOf(clientIp)).toBe(network);
  });
});
