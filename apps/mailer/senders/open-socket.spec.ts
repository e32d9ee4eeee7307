import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from './open-socket.js';

describe('isPrivateAddress', () => {
  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '::ffff:10.0.0.1',
    'fd00::1',
    'fe80::1%eth0',
  ])('holds for %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '192.0.2.1', '2001:db8::1', '::ffff:8.8.8.8', 'fe00::1'])(
    'does not hold for %s',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});
