import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { IdentitySweeper } from '../identity.sweeper.js';
import { coarseNetwork, type AccountEvent } from './account-event.js';
import { SecurityLog } from './security-log.js';

const app = await createTestApp();
afterAll(() => app.close());

const log = app.nest.get(SecurityLog);
const CLIENT = { browser: 'Firefox on Linux', network: '192.0.2.x' };

async function idOf(email: string): Promise<string> {
  const [row] = await app.database.query('SELECT id FROM user_account WHERE email = $1', [email]);
  return String(row?.['id']);
}

const owner = async () => idOf(await app.activated());
const eventsOf = async (userId: string) => (await log.list(userId, null, 500)).events;

async function repeat(times: number, event: AccountEvent): Promise<void> {
  for (let time = 0; time < times; time += 1) await log.record(null, event);
}

describe('security log', () => {
  it('counts failed attempts of one browser, network and reason in one row', async () => {
    const userId = await owner();
    const failed = { userId, kind: 'sign_in_failed', client: CLIENT, detail: 'credentials' } as const;
    await repeat(3, failed);
    await log.record(null, { ...failed, client: { ...CLIENT, network: '198.51.100.x' } });
    const failures = (await eventsOf(userId)).filter(({ kind }) => kind === 'sign_in_failed');
    expect(failures.map(({ network, occurrences }) => [network, occurrences])).toEqual([
      ['198.51.100.x', 1],
      ['192.0.2.x', 3],
    ]);
  });

  it('is bounded for each account, and failed attempts displace no other event', async () => {
    const userId = await owner();
    await log.record(null, { userId, kind: 'password_changed', client: CLIENT });
    const network = (place: number) => ({ ...CLIENT, network: `198.51.${place}.x` });
    for (let place = 0; place < 120; place += 1) {
      await log.record(null, { userId, kind: 'sign_in_failed', client: network(place) });
    }
    const kinds = (await eventsOf(userId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'sign_in_failed')).toHaveLength(100);
    expect(kinds).toContain('password_changed');
    await repeat(310, { userId, kind: 'signed_out', client: CLIENT });
    expect(await eventsOf(userId)).toHaveLength(400);
  });

  it('ignores an account that has been deleted', async () => {
    await log.record(null, { userId: randomUUID(), kind: 'signed_out', client: CLIENT });
  });

  it('forgets events after 90 days', async () => {
    const userId = await owner();
    await log.record(null, { userId, kind: 'signed_out', client: CLIENT });
    await app.database.query(`UPDATE account_event SET created_at = clock_timestamp() - interval '91 days'`);
    await app.nest.get(IdentitySweeper).sweep();
    expect(await eventsOf(userId)).toEqual([]);
  });

  it('writes a line per event for the operator, without the email address', async () => {
    const userId = await owner();
    await log.record(null, { userId, kind: 'identity_linked', client: CLIENT, detail: 'github' });
    expect(app.log().findLast((line) => line['message'] === 'security event')).toMatchObject({
      level: 'info',
      event: 'identity_linked',
      account_id: userId,
      network: '192.0.2.x',
      detail: 'github',
    });
  });
});

it.each([
  ['198.51.100.x', '198.51.100.x'],
  ['2001:db8:1:2', '2001:db8:1::/48'],
  ['unknown', 'unknown'],
])('coarse network of %s is %s', (network, coarse) => {
  expect(coarseNetwork(network)).toBe(coarse);
});
