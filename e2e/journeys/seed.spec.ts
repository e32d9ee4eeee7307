import { execFile } from 'node:child_process';
import { z } from 'zod';
import { ApiError, createNotesClient, randomKey } from '#libs/api-client';
import { deriveKeys, open } from '#libs/note-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slugOf } from '../../apps/web/testing/notes.js';
import { signIn } from '../../apps/core/testing/test-actions.js';
import { HttpClient } from '../../apps/core/testing/http-client.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { until } from '../support/until.js';
import { Standalone, temporaryFolder } from '../support/programs/standalone.js';

interface Seeding {
  code: number | null;
  printed: string;
  complaints: string;
}

/** Runs the program of `npm run db:seed -- …`. */
function seed(parameters: string[], environment: Record<string, string> = {}): Promise<Seeding> {
  const command = ['--conditions=source', '--import=tsx', 'scripts/seed/seed.ts', ...parameters];
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment };
    const child = execFile(process.execPath, command, { env }, (_error, printed, complaints) =>
      resolve({ code: child.exitCode, printed, complaints }),
    );
  });
}

/** Printed links of this kind: one of an anonymous note and one of an account's. */
function linksOf(printed: string, kind: string): URL[] {
  const lines = printed.split('\n').filter((line) => line.startsWith(`  ${kind}  `));
  expect(lines).toHaveLength(2);
  return lines.map((line) => new URL(line.trim().split(/\s+/).at(-1) ?? ''));
}

const passwordIn = (printed: string) => /^Accounts, password "(.+)":$/m.exec(printed)?.[1] ?? '';

/** Reads the note of a link, as the web UI does. */
async function opened(link: URL, password?: string): Promise<string> {
  const client = createNotesClient({ baseUrl: link.origin });
  const slug = slugOf(link.href);
  if (link.hash === '') return (await client.read(slug, { password, readKey: randomKey() })).content;
  const keys = await deriveKeys(link.hash.slice(1), password);
  const { content } = await client.read(slug, { password: keys.accessProof, readKey: randomKey() });
  return open(content, keys);
}

async function isGone(link: URL): Promise<boolean> {
  const { status } = await fetch(new URL(`/api/v1/note/${slugOf(link.href)}/meta`, link));
  return status === 404;
}

const whyNot = (link: URL) =>
  opened(link).then(
    () => 'opened',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );

describe('npm run db:seed, against a core', () => {
  let deployment: RunningDeployment;
  let printed: string;

  beforeAll(async () => {
    deployment = await new TestDeployment().onClonedDatabase().start();
    ({ printed } = await seed([deployment.address], { DATABASE_URL: deployment.databaseUrl }));
  });
  afterAll(() => deployment.stop());

  it('prints working links to notes of each kind, anonymous and of an account', async () => {
    for (const link of linksOf(printed, 'sealed')) expect(await opened(link)).toContain('4711');
    for (const link of linksOf(printed, 'plain')) expect(await opened(link)).toContain('curl');
    const guarded = linksOf(printed, 'plain, password "open sesame 7"');
    for (const link of guarded) expect(await opened(link, 'open sesame 7')).toContain('behind');
    const sealed = linksOf(printed, 'sealed, password "open sesame 7"');
    for (const link of sealed) expect(await opened(link, 'open sesame 7')).toContain('The link and');
    const reusable = linksOf(printed, 'sealed, reusable for a day');
    for (const link of [...reusable, ...reusable]) expect(await opened(link)).toContain('until tomorrow');
  });

  it('prints links to notes that were read, deleted or have expired', async () => {
    const ends = {
      'plain, already read': 'note.already_read',
      'plain, deleted': 'note.not_found',
      'plain, expires in 3 s': 'note.expired',
    };
    for (const [kind, why] of Object.entries(ends)) {
      for (const link of linksOf(printed, kind)) {
        // Polls the metadata, because an attempt to read would burn the note.
        await until(`the note is ${kind}`, () => isGone(link));
        expect(await whyNot(link)).toBe(why);
      }
    }
  });

  it('creates a verified account with notes and an unverified one', async () => {
    const password = passwordIn(printed);
    const { access_token } = z
      .object({ access_token: z.string() })
      .parse((await signIn(deployment.http, 'ada@example.com', password)).body);
    const list = await deployment.http.get('/api/v1/note', {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(list.body).toHaveLength(8);
    const refused = await signIn(deployment.http, 'grace@example.com', password);
    expect(refused.body).toMatchObject({ code: 'user.not_activated' });
  });

  it('adds notes to the same accounts when repeated, even in production with --force', async () => {
    const again = await seed([deployment.address, '--force'], {
      DATABASE_URL: deployment.databaseUrl,
      NODE_ENV: 'production',
    });
    expect(again).toMatchObject({ code: 0, complaints: '' });
    expect(await deployment.database.query('SELECT count(*)::int FROM user_account')).toEqual([{ count: 2 }]);
  });

  it('rejects a production environment without --force', async () => {
    const production = { DATABASE_URL: deployment.databaseUrl, NODE_ENV: 'production' };
    expect(await seed([deployment.address], production)).toEqual({
      code: 1,
      printed: '',
      complaints: 'not seeded: NODE_ENV is production; --force overrides this\n',
    });
  });

  it('names the fix if core is unreachable or no email can be verified', async () => {
    const nowhere = await seed(['http://127.0.0.1:1']);
    expect(nowhere.complaints).toBe('no Onasty at http://127.0.0.1:1: start it with npm start\n');
    await deployment.database.query('DELETE FROM user_account');
    const unverifiable = await seed([deployment.address], { DATA_DIR: '/nowhere' });
    expect(unverifiable.complaints).toContain('or DATABASE_URL to its database');
  });
});

describe('npm run db:seed, against npm start', () => {
  it('verifies the email by its mail in the data folder', async () => {
    const folder = await temporaryFolder();
    const standalone = await Standalone.start(folder.path);
    const http = new HttpClient(standalone.address);
    try {
      const { printed } = await seed([standalone.address], { DATA_DIR: folder.path });
      expect((await signIn(http, 'ada@example.com', passwordIn(printed))).status).toBe(200);
    } finally {
      http.close();
      await standalone.process.end('SIGTERM');
      await folder.remove();
    }
  });
});
