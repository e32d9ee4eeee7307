import { describe, expect, it } from 'vitest';
import { isThisMachine } from './is-this-machine.js';

const isAccepted = (remoteAddress: string | undefined, headers: Record<string, string>) =>
  isThisMachine(Object.assign(Object.create(null), { socket: { remoteAddress }, headers }));

describe('isThisMachine', () => {
  it.each([
    ['127.0.0.1', 'localhost:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
  ])('accepts %s with the host %s', (address, host) => {
    expect(isAccepted(address, { host })).toBe(true);
  });

  it.each([
    ['a request from another machine', '192.168.1.7', { host: 'localhost:3000' }],
    ['a foreign host name that resolves to this machine', '127.0.0.1', { host: 'rebound.example:3000' }],
    ['a host name that begins with localhost', '127.0.0.1', { host: 'localhost.example' }],
    ['a request without a host', '127.0.0.1', {}],
    ['a request without a remote address', undefined, { host: 'localhost' }],
    ['a client behind a proxy', '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
    [
      'a client behind a proxy that sends Forwarded',
      '127.0.0.1',
      { host: 'localhost', forwarded: 'for=1.2.3.4' },
    ],
  ])('rejects %s', (_who, address, headers) => {
    expect(isAccepted(address, headers)).toBe(false);
  });
});
