import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { until } from '../support/until.js';

const REQUIRED = { DATABASE_REQUIRE_DURABILITY: 'true' };

describe('a core on a PostgreSQL without durable commits', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await new TestDeployment().withCores(0).onClonedDatabase().behindFaultProxies().start();
  });
  afterAll(() => deployment.stop());

  it('does not start, and names the settings', async () => {
    await expect(deployment.addCore(REQUIRED)).rejects.toThrow(
      /fsync is off.*full_page_writes is off.*synchronous_commit is off/s,
    );
  });

  it('starts with a warning if durability is not required', async () => {
    const core = await deployment.addCore();
    const messages = core.log().map((line) => line['message']);
    expect(messages).toContain('database may lose committed data');
    expect(messages).toContain('database has data checksums');
  });

  it('starts while PostgreSQL is unavailable, and rejects all requests afterwards', async () => {
    deployment.proxies.postgres.set('refuses');
    const core = await deployment.addCore(REQUIRED);
    deployment.proxies.postgres.set('passes');
    const isLogged = () => core.log().some((line) => JSON.stringify(line).includes('fsync is off'));
    await until('core has checked PostgreSQL', async () => {
      await core.http.get('/health/ready');
      const { status } = await core.http.post('/api/v1/note', { content: 'never stored' });
      expect(status).toBe(503);
      return isLogged();
    });
    expect((await core.http.get('/health/ready')).status).toBe(503);
    expect(await deployment.database.query('SELECT FROM note')).toEqual([]);
  });
});
