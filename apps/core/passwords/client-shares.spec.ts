import { describe, expect, it } from 'vitest';
import { ClientShares } from './client-shares.js';

const take = (shares: ClientShares, client: string, times: number) =>
  Array.from({ length: times }, () => shares.tryTake(client)).filter((taken) => taken).length;

describe('ClientShares', () => {
  it('gives a single client half of all places', () => {
    expect(take(new ClientShares(100), 'a', 100)).toBe(50);
  });

  it('leaves places for a newcomer if several clients want all', () => {
    const shares = new ClientShares(100);
    for (let client = 0; client < 6; client += 1) {
      expect(take(shares, `client ${client}`, 100)).toBeGreaterThan(0);
    }
    expect(shares.tryTake('newcomer')).toBe(true);
  });

  it('gives places back', () => {
    const shares = new ClientShares(2);
    expect(take(shares, 'a', 2)).toBe(1);
    shares.release('a');
    expect(take(shares, 'a', 2)).toBe(1);
    expect(shares.tryTake('b')).toBe(true);
    expect(shares.tryTake('c')).toBe(false);
  });
});
