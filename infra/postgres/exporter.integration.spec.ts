import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeRoles, rolesWith } from '../../deploy/testing/make-roles.js';
import { freePort } from '../../e2e/support/free-port.js';
import { Program } from '../../e2e/support/program.js';
import { PostgresServer } from '../../e2e/support/servers/postgres-server.js';

let server: PostgresServer;
let folder: string;
beforeAll(async () => {
  server = await PostgresServer.start();
  await makeRoles(server, rolesWith({ migrator: 'of-the-migrator', core: 'of-core' }));
  await server.offerTls();
  folder = await mkdtemp(join(tmpdir(), 'onasty-exporter-'));
  await chmod(folder, 0o755);
  // Its name in the image.
  await symlink('/usr/bin/prometheus-postgres-exporter', join(folder, 'postgres_exporter'));
});
afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

/** Value of pg_up with an address of the monitor. */
async function upWith(parameters: string): Promise<string | undefined> {
  const file = join(folder, 'url');
  const { port, url } = server;
  await writeFile(
    file,
    `postgresql://onasty_monitor:of-the%2Dmonitor@127.0.0.1:${port}${url.pathname}${parameters}`,
  );
  const address = `127.0.0.1:${await freePort()}`;
  const exporter = await Program.start(['infra/postgres/exporter.sh', `--web.listen-address=${address}`], {
    PATH: [folder, process.env['PATH']].join(delimiter),
    DATABASE_URL_FILE: file,
  });
  const metrics = () =>
    fetch(`http://${address}/metrics`).then(
      (response) => response.text(),
      () => null,
    );
  await expect.poll(metrics, { timeout: 10_000 }).not.toBeNull();
  const text = await metrics();
  await exporter.stop();
  return /^pg_up (\d)$/m.exec(text ?? '')?.[1];
}

it.each([
  '',
  '\n',
  '?application_name=monitor',
  '?sslmode=disable',
  '?channel_binding=prefer',
  '?channel_binding=prefer&options=-c%20statement_timeout%3D5000',
  '?sslmode=verify-full&sslrootcert=CA',
  '?sslmode=prefer&channel_binding=require&sslrootcert=CA',
])('the exporter of PostgreSQL reads an address with the parameters "%s"', async (parameters) => {
  expect(await upWith(parameters.replace('CA', server.certificateFile))).toBe('1');
});

it('verifies the server as core does', async () => {
  expect(await upWith('?sslmode=require')).toBe('0');
});
