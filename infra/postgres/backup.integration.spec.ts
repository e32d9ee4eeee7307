import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { migrate } from '#libs/database';
import { Secret } from '#libs/config';
import { makeRoles, rolesWith } from '../../deploy/testing/make-roles.js';
import { PostgresServer } from '../../e2e/support/servers/postgres-server.js';

const run = promisify(execFile);
const DAY_MS = 86_400_000;

describe('the backup script', () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    server = await PostgresServer.start();
    await makeRoles(server, rolesWith({ migrator: 'of-the-migrator', core: 'p%2Fss%40' }));
    await server.offerTls();
    await migrate(new Secret(server.url.href));
    folder = await mkdtemp(join(tmpdir(), 'onasty-backups-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const url = () => `postgresql://onasty_backup:of-the-backup@127.0.0.1:${server.port}${server.url.pathname}`;
  const backUp = (environment: Record<string, string> = {}) =>
    run('infra/postgres/backup.sh', ['once'], {
      env: {
        PATH: [server.programs, process.env['PATH']].join(delimiter),
        DATABASE_URL: url(),
        BACKUPS: folder,
        ...environment,
      },
    });
  const dumps = async () => (await readdir(folder)).filter((name) => name.startsWith('onasty-'));
  const metrics = () => readFile(join(folder, 'metrics/backup.prom'), 'utf8');

  it('writes a dump without content that only its user can read, and the time for Prometheus', async () => {
    const before = Math.floor(Date.now() / 1_000);
    await backUp();
    const [dump = '', ...others] = await dumps();
    expect([dump, ...others]).toEqual([expect.stringMatching(/^onasty-\d{8}T\d{6}Z\.dump$/)]);
    expect((await stat(join(folder, dump))).mode & 0o777).toBe(0o600);
    const restore = join(server.programs, 'pg_restore');
    const { stdout } = await run(restore, ['--list', join(folder, dump)]);
    expect(stdout).toContain('TABLE DATA public user_account');
    expect(stdout).not.toContain('TABLE DATA public note_payload');
    const seconds = /^onasty_backup_last_success_timestamp_seconds (\d+)$/m.exec(await metrics())?.[1];
    expect(Number(seconds)).toBeGreaterThanOrEqual(before);
  });

  it('is one of the roles, whose passwords are those of their encoded addresses', async () => {
    const client = new pg.Client({ connectionString: url().replace(/\/\/.*@/, '//onasty_core:p%2Fss%40@') });
    await client.connect();
    await client.end();
  });

  it.each([
    ['parameters', (place: string) => `${place}?application_name=backup&sslmode=disable`],
    [
      'an encoded user and password',
      (place: string) => place.replace('onasty_backup:of', 'onasty%5Fbackup:%6Ff'),
    ],
    [
      'a host among the parameters',
      (place: string) => place.replace(/@[^/]*/, '@') + `?host=127.0.0.1&port=${server.port}`,
    ],
    ['verified TLS', (place: string) => `${place}?sslmode=verify-full&sslrootcert=${server.certificateFile}`],
    [
      'TLS as core writes it',
      (place: string) => `${place}?sslmode=require&sslrootcert=${server.certificateFile}`,
    ],
  ])('reads an address with %s', async (_what, change) => {
    const before = (await dumps()).length;
    await backUp({ DATABASE_URL: change(url()) });
    expect((await dumps()).length).toBeGreaterThanOrEqual(before);
    expect((await readdir(folder)).some((name) => name.endsWith('.partial'))).toBe(false);
  });

  it('rejects a server whose certificate it cannot verify', async () => {
    await expect(backUp({ DATABASE_URL: `${url()}?sslmode=require` })).rejects.toThrow('backup failed');
  });

  it('deletes backups after BACKUP_KEEP_DAYS, and nothing else', async () => {
    const old = new Date(Date.now() - 5 * DAY_MS);
    for (const name of ['onasty-20200101T000000Z.dump', 'other.dump']) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), old, old);
    }
    await backUp({ BACKUP_KEEP_DAYS: '3' });
    expect(await dumps()).not.toContain('onasty-20200101T000000Z.dump');
    expect(await readdir(folder)).toContain('other.dump');
  });

  it('fails without a backup, and keeps the time of the last success', async () => {
    const before = await metrics();
    await expect(
      backUp({ DATABASE_URL: `postgresql://onasty_backup:wrong@127.0.0.1:${server.port}/none` }),
    ).rejects.toThrow('backup failed');
    expect(await metrics()).toBe(before);
  });
});
