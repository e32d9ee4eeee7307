import { describe, expect, it } from 'vitest';
import { newApiKeyOf, ownApiKeysOf, scopeText, wrongNetworkIn, type ApiKeyInput } from './own-api-key.js';

const input: ApiKeyInput = {
  name: ' backup ',
  scopes: ['notes:create'],
  lifetime: 'quarter',
  networks: '',
  requests: '',
  notes: '',
};

describe('newApiKeyOf', () => {
  it('sends no limit that is empty', () => {
    expect(newApiKeyOf(input)).toEqual({
      name: 'backup',
      scopes: ['notes:create'],
      expires_in: 90 * 86_400,
      cidrs: [],
      requests_per_minute: null,
      notes_per_day: null,
    });
  });

  it('sends all limits', () => {
    const limited = {
      ...input,
      networks: '192.0.2.0/24, 2001:db8::/32\n10.0.0.1',
      requests: '60',
      notes: ' 5 ',
    };
    expect(newApiKeyOf({ ...limited, lifetime: 'never' })).toMatchObject({
      expires_in: null,
      cidrs: ['192.0.2.0/24', '2001:db8::/32', '10.0.0.1'],
      requests_per_minute: 60,
      notes_per_day: 5,
    });
  });

  it.each([
    ['name', { name: ' ' }],
    ['scopes', { scopes: [] }],
    ['networks', { networks: '192.0.2.0/24 office' }],
    ['requests', { requests: '0' }],
    ['requests', { requests: '6001' }],
    ['notes', { notes: '1.5' }],
    ['notes', { notes: 'many' }],
  ])('names the field %s for %j', (field, change) => {
    expect(newApiKeyOf({ ...input, ...change })).toBe(field);
  });
});

it('names the part that is no network', () => {
  expect(wrongNetworkIn('192.0.2.0/24 office')).toBe('office');
});

it('shows a scope of a later release as it is', () => {
  expect([scopeText('notes:create'), scopeText('notes:later')]).toEqual(['Create notes', 'notes:later']);
});

it('knows keys that were never used and do not expire', () => {
  const key = { id: 'a', name: 'b', scopes: [], cidrs: [], created_at: '2026-01-01T00:00:00.000Z' };
  expect(ownApiKeysOf([key])).toMatchObject([{ lastUsedAt: null, expiresAt: null }]);
});
