import { describe, expect, it } from 'vitest';
import type { Session } from '#libs/api-client';
import { ownSessionsOf } from './sessions.js';

const session = (id: string, lastUsedAt: string, current = false): Session => ({
  id,
  created_at: '2026-11-01T12:00:00.000Z',
  last_used_at: lastUsedAt,
  browser: 'Firefox on Linux',
  network: '192.0.2.x',
  current,
});

describe('ownSessionsOf', () => {
  it('sorts the session of this browser first, then by last use', () => {
    const sessions = ownSessionsOf([
      session('long ago', '2026-11-02T12:00:00.000Z'),
      session('just now', '2026-11-21T12:00:00.000Z'),
      session('here', '2026-11-20T12:00:00.000Z', true),
    ]);
    expect(sessions.map(({ id }) => id)).toEqual(['here', 'just now', 'long ago']);
  });

  it('parses the times of a session', () => {
    const [only] = ownSessionsOf([session('only', '2026-11-02T12:00:00.000Z')]);
    expect(only?.since).toEqual(new Date('2026-11-01T12:00:00.000Z'));
    expect(only?.lastUsed).toEqual(new Date('2026-11-02T12:00:00.000Z'));
  });
});
