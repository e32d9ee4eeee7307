import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { testEnvironment } from '../../core/testing/test-environment.js';
import { createDatabaseOn } from '../../../libs/database/testing/test-database.js';
import { mailboxLinkIn, openMailbox } from './website.js';

const { NOTE_ENCRYPTION_KEYS, MAIL_ENCRYPTION_KEYS, JWT_SIGNING_KEYS } = testEnvironment;

export interface StartedWebsite {
  url: string;
  /** Link to the mailbox, which not every server has. */
  mailbox: Promise<string>;
  logFile: string;
  stop(): Promise<void>;
}

const listening = z.object({ message: z.literal('standalone listens'), address: z.string() });

/** Starts the built standalone on a database, which servers of other tests may share. @param environment variables that differ from those of a test */
export async function startWebsite(
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<StartedWebsite> {
  const folder = await mkdtemp(join(tmpdir(), 'onasty-website-'));
  const logFile = join(folder, 'log');
  const child = spawn(process.execPath, ['dist/bundles/standalone/onasty-server.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: databaseUrl,
      DATABASE_REQUIRE_DURABILITY: 'false',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      LOG_FORMAT: 'json',
      RATELIMIT_ENABLED: 'false',
      NOTE_ENCRYPTION_KEYS,
      MAIL_ENCRYPTION_KEYS,
      JWT_SIGNING_KEYS,
      ...environment,
    },
  });
  child.stdout.pipe(createWriteStream(logFile));
  const lines = createInterface({ input: child.stdout });
  const mailbox = firstLine(lines, (line) => (line.includes('/mailbox?key=') ? mailboxLinkIn([line]) : null));
  mailbox.catch(() => undefined);
  const url = await firstLine(lines, addressIn);
  const stop = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, mailbox, logFile, stop };
}

function addressIn(line: string): string | null {
  return line.startsWith('{') ? (listening.safeParse(JSON.parse(line)).data?.address ?? null) : null;
}

function firstLine(lines: Interface, find: (line: string) => string | null): Promise<string> {
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const found = find(line);
      if (found !== null) resolve(found);
    });
    lines.once('close', () => reject(new Error('standalone ended before it listened')));
  });
}

/** Serves the built standalone to all browser specs of a run, on one database. */
export default async function serveWebsite(project: TestProject): Promise<() => Promise<void>> {
  const template = new URL(project.getProvidedContext().postgresTemplateUrl);
  const database = await createDatabaseOn(template, template.pathname.slice(1));
  const website = await startWebsite(database.url);
  const { url, logFile } = website;
  const mailboxCookie = await openMailbox(await website.mailbox);
  project.provide('website', { url, databaseUrl: database.url, logFile, mailboxCookie });
  return async () => {
    await website.stop();
    await database.drop();
  };
}
