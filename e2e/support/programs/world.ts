import { afterAll, beforeAll } from 'vitest';
import { Core } from './core.js';
import { createTestDatabase } from '../../../libs/database/testing/test-database.js';

type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>;

export interface CoreUnderTest {
  core: Core;
  database: TestDatabase;
  /** All cores; the first is `core`. */
  cores: Core[];
}

/** Starts cores on a database of their own before the tests of a file and removes both afterwards. */
export function useCore(environment: Record<string, string> = {}, processes = 1): () => CoreUnderTest {
  let world: CoreUnderTest | undefined;
  beforeAll(async () => {
    const database = await createTestDatabase();
    const cores: Core[] = [];
    for (let started = 0; started < processes; started += 1) {
      cores.push(await Core.start(database.url, environment));
    }
    const [core] = cores;
    if (core !== undefined) world = { core, cores, database };
  });
  afterAll(async () => {
    await Promise.all(world?.cores.map((core) => core.stop()) ?? []);
    await world?.database.drop();
  });
  return () => {
    if (world === undefined) throw new Error('no core was started');
    return world;
  };
}
