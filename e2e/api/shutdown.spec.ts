import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Core } from '../support/core.js';
import { createNote } from '../support/notes.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { until } from '../support/until.js';

describe('a core that is told to stop', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('says that it is not ready, still serves for the delay, then ends in order with 0', async () => {
    const core = await Core.start(database.url, { SHUTDOWN_DELAY: '1500ms' });
    const ended = core.process.end('SIGTERM');
    await until('the core is not ready', async () => (await core.direct.get('/health/ready')).status === 503);

    expect((await core.direct.get('/health/ready')).body).toEqual({
      status: 'leaving',
      parts: { database: 'up', redis: 'down', nats: 'down' },
      circuits: { database: 'closed' },
    });
    const { slug } = await createNote(core.http);
    expect((await core.http.get(`/api/v1/note/${slug}`)).status).toBe(200);
    core.http.close();
    core.direct.close();
    await ended;
    expect(core.process.exitCode).toBe(0);
  });
});
