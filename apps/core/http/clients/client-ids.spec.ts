import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { ClientIds } from './client-ids.js';

const [old, current] = [randomBytes(32), randomBytes(32)];
const idsWith = (...keys: [string, Buffer][]) =>
  new ClientIds(new Secret({ activeId: keys[0]?.[0] ?? '', keys: new Map(keys) }));
const ids = idsWith(['k1', old]);
const [TODAY, TOMORROW] = [new Date('2026-11-30T23:59:59Z'), new Date('2026-12-01T00:00:00Z')];

describe('ids of clients', () => {
  it('show the day and a hash, not the address', () => {
    expect(ids.idOf('203.0.113.50', TODAY)).toMatch(/^20261130-[0-9a-f]{12}$/);
    expect(ids.idOf('203.0.113.50', TODAY)).toBe(ids.idOf('203.0.113.50', new Date('2026-11-30')));
  });

  it('differ between clients, days and instances', () => {
    const all = [
      ids.idOf('203.0.113.50', TODAY),
      ids.idOf('203.0.113.51', TODAY),
      ids.idOf('203.0.113.50', TOMORROW),
      idsWith(['k1', current]).idOf('203.0.113.50', TODAY),
    ];
    expect(new Set(all.map((id) => id.slice(9))).size).toBe(all.length);
  });

  it('name their client on later days and after a rotation of the keys, and no other client', () => {
    const id = ids.idOf('203.0.113.50', TODAY);
    const rotated = idsWith(['k2', current], ['k1', old]);
    expect(rotated.idOf('203.0.113.50', TODAY)).not.toBe(id);
    expect(rotated.names(id, '203.0.113.50')).toBe(true);
    expect(rotated.names(id, '203.0.113.51')).toBe(false);
    expect(rotated.names('20261130', '203.0.113.50')).toBe(false);
  });
});
