import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { TestProject } from 'vitest/node';
import { mailboxLinkIn, openMailbox } from './website.js';
import { createDatabaseOn } from '../../../libs/database/testing/test-database.js';

/** Serves the built standalone to all browser specs of a run, on one database. */
export default async function serveWebsite(project: TestProject): Promise<() => Promise<void>> {
  const template = new URL(project.getProvidedContext().postgresTemplateUrl);
  const database = await createDatabaseOn(template, template.pathname.slice(1));
  const folder = await mkdtemp(join(tmpdir(), 'onasty-website-'));
  const logFile = join(folder, 'log');
  const child = spawn(process.execPath, ['dist/bundles/standalone/onasty-server.js'], {
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
  const mailbox = new URL(await mailboxLink(child.stdout));
  const mailboxCookie = await openMailbox(mailbox.href);
  project.provide('website', { url: mailbox.origin, databaseUrl: database.url, logFile, mailboxCookie });
  return async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
}

function mailboxLink(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: output });
    lines.on('line', (line) => {
      if (line.includes('/mailbox?key=')) resolve(mailboxLinkIn([line]));
    });
    lines.once('close', () => reject(new Error('standalone ended before it listened')));
  });
}
