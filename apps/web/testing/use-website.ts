import { readFile } from 'node:fs/promises';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeEach, expect, inject } from 'vitest';
import { HttpClient } from '../../core/testing/http-client.js';
import { createSealedNote } from '../../core/testing/note-actions.js';
import { assertNoSecretsIn } from '../../core/testing/secrets.js';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import { launchChromium } from './chromium.js';
import { Visitor } from './visitor.js';
import { findInMailbox, type SharedWebsite } from './website.js';

/** Shared by the specs of a worker: starting Chromium takes longer than many of them. */
let chromium: ReturnType<typeof launchChromium> | undefined;
/** Profiles that no test uses. */
const idle: Visitor[] = [];
let pool: Pool | undefined;

/**
 * Gives a spec file the website of the run. Other files use its database at the same time, so slugs and emails must be
 * unique. Profiles end with the test that opened them.
 */
export function useWebsite(): SharedWebsite {
  const { url, databaseUrl, logFile, mailboxCookie } = inject('website');
  const departures: (() => Promise<void>)[] = [];
  const http = new HttpClient(url);
  let beforeTest = 0;

  beforeEach(() => {
    beforeTest = departures.length;
  });
  afterEach(async () => {
    await inParallel(departures.splice(beforeTest));
  });
  afterAll(async () => {
    http.close();
    await inParallel(departures);
    assertNoSecretsIn(await readFile(logFile, 'utf8'));
  });

  return {
    url,
    http,
    database: connectTo(databaseUrl),
    async sealedLink(text, { password, reusable = false, slug: customLink } = {}) {
      const fields = {
        ...(reusable && { keep_before_expiration: true, expires_in: 3_600 }),
        ...(customLink !== undefined && { slug: customLink }),
      };
      const { slug, linkSecret } = await createSealedNote(http, text, password, fields);
      return `${url}/secret/${slug}#${linkSecret}`;
    },
    mailboxCookie,
    findMail: (email, subject) => findInMailbox(http, mailboxCookie, email, subject),
    async visitor(profile) {
      const { url: origin = url, ...options } = profile ?? {};
      const isReusable = profile === undefined;
      const idleVisitor = isReusable ? idle.pop() : undefined;
      const visitor =
        idleVisitor ?? (await Visitor.arrive(await (chromium ??= launchChromium()), origin, options));
      departures.push(() => (isReusable ? release(visitor) : visitor.leave()));
      return visitor;
    },
  };
}

async function release(visitor: Visitor): Promise<void> {
  if (visitor.page.isClosed()) return visitor.leave();
  await visitor.reset();
  idle.push(visitor);
}

async function inParallel(actions: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.all(actions.map((act) => act()));
}

function connectTo(url: string): TestDatabase {
  const connected = (pool ??= new Pool({ connectionString: url, max: 2, allowExitOnIdle: true }));
  return {
    url,
    query: async (text, values = []) => (await connected.query(text, [...values])).rows,
    drop: () => expect.unreachable('the database belongs to the run'),
  };
}
