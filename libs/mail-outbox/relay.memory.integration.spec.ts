import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testing/test-database.js';
import { Secret } from '#libs/config';
import { Database } from '#libs/database';
import { MemoryEventBus } from '#libs/event-bus';
import { relaySuite } from './testing/relay-suite.js';

describe('Relay over MemoryEventBus', () => {
  let test: TestDatabase;
  let database: Database;
  let bus: MemoryEventBus;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = Database.open({ url: new Secret(test.url), poolSize: 6 });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  beforeEach(() => {
    bus = new MemoryEventBus();
  });
  afterEach(() => bus.close());

  relaySuite(() => ({ database, bus, query: (...wish) => test.query(...wish) }));
});
