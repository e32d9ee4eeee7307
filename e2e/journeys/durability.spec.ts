import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Core } from '../support/programs/core.js';
import { createTestDatabase, type TestDatabase } from '../../libs/database/testing/test-database.js';
import { until } from '../support/until.js';
import { FaultProxy } from '../support/servers/fault-proxy.js';

const REQUIRED = { DATABASE_REQUIRE_DURABILITY: 'true' };

describe('a core on a PostgreSQL without durable commits', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('does not start, and names the settings', async () => {
    await expect(Core.start(database.url, REQUIRED, { isAlone: true })).rejects.toThrow(
      /fsync is off.*full_page_writes is off.*synchronous_commit is off/s,
    );
  });

  it('starts with a warning if durability is not required', async () => {
    const core = await Core.start(database.url, {}, { isAlone: true });
    const messages = core.log().map((line) => line['message']);
    expect(messages).toContain('database may lose committed data');
    expect(messages).toContain('database has data checksums');
    await core.stop();
  });

  it('starts while PostgreSQL is unavailable, and rejects all requests afterwards', async () => {
    const url = new URL(database.url);
    const proxy = await FaultProxy.start(Number(url.port));
    url.port = String(proxy.port);
    proxy.set('refuses');
    const core = await Core.start(url.href, REQUIRED, { isAlone: true });
    try {
      proxy.set('passes');
      const isLogged = () => core.log().some((line) => JSON.stringify(line).includes('fsync is off'));
      await until('core has checked PostgreSQL', async () => {
        await core.http.get('/health/ready');
        const { status } = await core.http.post('/api/v1/note', { content: 'never stored' });
        expect(status).toBe(503);
        return isLogged();
      });
      expect((await core.http.get('/health/ready')).status).toBe(503);
      expect(await database.query('SELECT FROM note')).toEqual([]);
    } finally {
      await core.stop();
      await proxy.stop();
    }
  });
});
