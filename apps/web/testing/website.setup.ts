import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { TestProject } from 'vitest/node';
import { createDatabaseOn } from '../../../libs/database/testing/test-database.js';

declare module 'vitest' {
  export interface ProvidedContext {
    website: { url: string; databaseUrl: string; logFile: string };
  }
}

/** Serves the built standalone to all browser specs of a run, on one database. */
export default async function serveWebsite(project: TestProject): Promise<() => Promise<void>> {
  const template = new URL(project.getProvidedContext().postgresTemplateUrl);
  const database = await createDatabaseOn(template, template.pathname.slice(1));
  const folder = await mkdtemp(join(tmpdir(), 'onasty-website-'));
  const logFile = join(folder, 'log');
  const child = spawn(process.execPath, ['dist/bundles/standalone/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database.url,
      DATABASE_REQUIRE_DURABILITY: 'false',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      LOG_FORMAT: 'json',
      RATELIMIT_ENABLED: 'false',
    },
  });
  child.stdout.pipe(createWriteStream(logFile));
  project.provide('website', { url: await listeningUrl(child.stdout), databaseUrl: database.url, logFile });
  return async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
}

function listeningUrl(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: output });
    lines.on('line', (line) => {
      const url = /Onasty is at (\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    lines.once('close', () => reject(new Error('standalone ended before it listened')));
  });
}
