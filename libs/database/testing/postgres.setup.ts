import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Secret } from '#libs/config';
import { EmbeddedPostgres, migrate } from '#libs/database';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser URL of the test server; it names the migrated template database. */
    postgresTemplateUrl: string;
  }
}

declare global {
  /** Server of the run and the number of projects that use it. Each project loads this module again. */
  var testPostgres: { started: ReturnType<typeof start>; users: number } | undefined;
}

/** One real PostgreSQL for a test run, with a migrated database that tests clone. */
export default async function startPostgres({ provide }: TestProject): Promise<() => Promise<void>> {
  const shared = (globalThis.testPostgres ??= { started: start(), users: 0 });
  shared.users += 1;
  const { server, dataFolder } = await shared.started;
  provide('postgresTemplateUrl', server.url.reveal());
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
    await rm(server.folder, { recursive: true, force: true });
  };
}

async function start() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'onasty-tests-'));
  const server = await EmbeddedPostgres.start({
    dataFolder,
    password: new Secret(randomUUID()),
    // Test data need not survive the run.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  await migrate(server.url);
  return { server, dataFolder };
}
