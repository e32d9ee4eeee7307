import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { migrate } from '#libs/database';
import { at, bearer, signIn, TestActions } from '../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../e2e/support/deployment/running-deployment.js';
import { TestDeployment } from '../e2e/support/deployment/test-deployment.js';
import { createNote, noteAt } from '../apps/core/testing/note-actions.js';
import { PostgresServer } from '../e2e/support/servers/postgres-server.js';
import { useCommands } from '../e2e/support/use-commands.js';
import { makeRoles, rolesWith } from './testing/make-roles.js';

const run = promisify(execFile);
const PASSWORDS = { migrator: 'of-the-migrator', core: 'of-core' };
/** Prefix of a command that runs in the container of PostgreSQL. */
const IN_CONTAINER = 'docker compose exec -T postgres ';
/** Paths of the image of PostgreSQL are in infra/. */
const onThisMachine = (command: string) =>
  command.slice(IN_CONTAINER.length).replace('/etc/onasty/', `${resolve('infra/postgres')}/`);
const ACCOUNTS = 'SELECT * FROM user_account ORDER BY id';
const HISTORY = 'SELECT id, slug, read_at FROM note WHERE read_at IS NOT NULL ORDER BY id';

const addressFor = (server: PostgresServer, role: string, password: string) =>
  Object.assign(server.url, { username: role, password }).href;

describe('a database restored with the commands of deploy/README.md', () => {
  const commands = useCommands('deploy/README.md');
  let lost: RunningDeployment;
  let restored: RunningDeployment;
  let folder: string;

  /** Starts an empty server with the roles of a deployment. */
  const startServer = async () => {
    const server = await PostgresServer.start();
    await makeRoles(server, rolesWith(PASSWORDS));
    return server;
  };
  const startDeployment = () => new TestDeployment().withCores(0).onPostgres(startServer).start();
  const startCore = (deployment: RunningDeployment) =>
    deployment.addCore({
      DATABASE_URL: addressFor(deployment.postgres, 'onasty_core', PASSWORDS.core),
      DATABASE_REQUIRE_DURABILITY: 'true',
    });
  const runCommands = (pattern: RegExp, { postgres: server }: RunningDeployment) =>
    commands.run(pattern, (command) => {
      expect(command.startsWith(IN_CONTAINER)).toBe(true);
      return run('sh', ['-ec', onThisMachine(command)], {
        cwd: folder,
        env: {
          PATH: [server.programs, process.env['PATH']].join(delimiter),
          PGHOST: '127.0.0.1',
          PGPORT: String(server.port),
          PGPASSWORD: server.password,
        },
      });
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-restore-'));
    [lost, restored] = await Promise.all([startDeployment(), startDeployment()]);
    await migrate(new Secret(addressFor(lost.postgres, 'onasty_migrator', PASSWORDS.migrator)));
  });
  afterAll(async () => {
    await Promise.all([lost.stop(), restored.stop()]);
    await rm(folder, { recursive: true });
  });

  it('has every account of the backup, but no content and no readable note', async () => {
    const before = await startCore(lost);
    const account = await new TestActions(before.http, lost.postgres).signedIn();
    const unread = await createNote(before.http, { content: 'unread' });
    const read = await createNote(before.http, { content: 'read before the backup' });
    expect((await before.http.get(noteAt(read.slug))).status).toBe(200);
    const late = await createNote(before.http, { content: 'read after the backup' });

    await runCommands(/ pg_dump /, lost);
    expect((await before.http.get(noteAt(late.slug))).status).toBe(200);
    await runCommands(/ pg_restore /, restored);
    await runCommands(/after-restore/, restored);

    expect(await restored.postgres.query(ACCOUNTS)).toEqual(await lost.postgres.query(ACCOUNTS));
    expect(await restored.postgres.query(ACCOUNTS)).toHaveLength(1);
    expect(await restored.postgres.query('SELECT FROM note_payload')).toEqual([]);
    expect(await restored.postgres.query(HISTORY)).toMatchObject([{ slug: read.slug }]);

    const after = await startCore(restored);
    const codeOf = async (slug: string) => (await after.http.get(noteAt(slug))).body;
    for (const { slug } of [unread, late])
      expect(await codeOf(slug)).toMatchObject({ code: 'note.not_found' });
    expect(await codeOf(read.slug)).toMatchObject({ code: 'note.already_read' });
    expect((await after.http.get(at('/me'), bearer(account.accessToken))).status).toBe(401);
    expect((await signIn(after.http, account.email)).status).toBe(200);

    const later = await createNote(after.http, { content: 'later' });
    await runCommands(/after-restore/, restored);
    expect(await codeOf(later.slug)).toMatchObject({ content: 'later' });
  });
});
