import { describe, expect, it } from 'vitest';
import { isThisMachine } from './is-this-machine.js';

const asks = (remoteAddress: string | undefined, headers: Record<string, string>) =>
  isThisMachine(Object.assign(Object.create(null), { socket: { remoteAddress }, headers }));

describe('who may see the mailbox', () => {
  it.each([
    ['127.0.0.1', 'localhost:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
  ])('is %s that asks %s', (address, host) => {
    expect(asks(address, { host })).toBe(true);
  });

  it.each([
    ['another machine', '192.168.1.7', { host: 'localhost:3000' }],
    ['a name that leads here from elsewhere', '127.0.0.1', { host: 'rebound.example:3000' }],
    ['a name that begins like ours', '127.0.0.1', { host: 'localhost.example' }],
    ['no name', '127.0.0.1', {}],
    ['no address', undefined, { host: 'localhost' }],
    ['somebody behind a proxy', '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
    ['somebody behind another kind of proxy', '127.0.0.1', { host: 'localhost', forwarded: 'for=1.2.3.4' }],
  ])('is not %s', (_who, address, headers) => {
    expect(asks(address, headers)).toBe(false);
  });
});
