import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { isRunning, Standalone, temporaryFolder } from './product.js';

const STOP_MS = 5_000;

describe('standalone', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let data: string;
  const running: Standalone[] = [];

  async function start(environment: Record<string, string> = {}): Promise<Standalone> {
    const started = await Standalone.start(data, environment);
    running.push(started);
    return started;
  }

  beforeEach(async () => {
    folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    data = join(folder.path, 'data');
  });
  afterEach(async () => {
    for (const { process, postgresFolder } of running.splice(0)) {
      await process.end('SIGTERM');
      await rm(postgresFolder, { recursive: true, force: true });
    }
    await folder.remove();
  });

  it('keeps its data and secrets from everybody else, in a path with a space', async () => {
    await start();
    expect((await stat(data)).mode & 0o067).toBe(0);
    expect((await stat(join(data, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('stops PostgreSQL with itself, and finds secrets and notes again', async () => {
    const first = await start();
    const secrets = await readFile(join(data, 'secrets.json'), 'utf8');
    const slug = await first.createNote('still here');
    const postgres = await first.postgresPid();
    const stoppedAt = performance.now();
    await first.process.end('SIGTERM');
    expect(performance.now() - stoppedAt).toBeLessThan(STOP_MS);
    expect(first.process.exitCode).toBe(0);
    // Its entry stays until the system has reaped it.
    await until('PostgreSQL is gone', () => !isRunning(postgres));
    const second = await start();
    expect(await readFile(join(data, 'secrets.json'), 'utf8')).toBe(secrets);
    expect(await second.readNote(slug)).toBe('still here');
  });

  it('takes over the PostgreSQL that a kill -9 left running, with every acknowledged note', async () => {
    const first = await start();
    const slug = await first.createNote('acknowledged');
    const postgres = await first.postgresPid();
    await first.process.end('SIGKILL');
    expect(isRunning(postgres)).toBe(true);
    const second = await start();
    expect(await second.postgresPid()).toBe(postgres);
    expect(await second.readNote(slug)).toBe('acknowledged');
  });

  it('recovers when PostgreSQL was killed as well, with every acknowledged note', async () => {
    const first = await start();
    const slug = await first.createNote('acknowledged');
    const postgres = await first.postgresPid();
    await first.process.end('SIGKILL');
    process.kill(postgres, 'SIGKILL');
    expect(await (await start()).readNote(slug)).toBe('acknowledged');
  });

  it('refuses a second start on the same folder in one line, and the first goes on', async () => {
    const first = await start();
    const refusal = await Standalone.refusal(data);
    expect(refusal.split('\n')).toHaveLength(1);
    expect(refusal).toContain(data);
    expect(await first.readNote(await first.createNote('undisturbed'))).toBe('undisturbed');
  });

  it('names the variable when the port is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, 'localhost', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const refusal = await Standalone.refusal(data, { HTTP_PORT: String(port) });
    server.close();
    expect(refusal.split('\n')).toHaveLength(1);
    expect(refusal).toContain('HTTP_PORT');
  });

  it('names every fault of its configuration before it opens anything', async () => {
    const refusal = await Standalone.refusal(data, { READ_LEASE: 'soon', RATELIMIT_ENABLED: 'flase' });
    expect(refusal).toContain('READ_LEASE');
    expect(refusal).toContain('RATELIMIT_ENABLED');
    await expect(stat(join(data, 'postgres'))).rejects.toThrow('ENOENT');
  });

  it.runIf(process.getuid?.() === 0)('works in a folder that PostgreSQL may not enter', async () => {
    const closed = join(folder.path, 'closed');
    await mkdir(closed, { mode: 0o700 });
    data = join(closed, 'data');
    const started = await start();
    expect(started.postgresFolder).not.toContain(closed);
    expect(await started.readNote(await started.createNote('kept elsewhere'))).toBe('kept elsewhere');
  });
});

describe('the web UI of standalone', () => {
  it('is answered with its security headers, and the API with JSON', async () => {
    const folder = await temporaryFolder();
    const product = await Standalone.start(join(folder.path, 'data'));
    try {
      const page = await fetch(`${product.address}/secret/some-slug`);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect((await fetch(`${product.address}/no/such/page`)).status).toBe(404);
      const unknown = await fetch(`${product.address}/api/v1/nothing`);
      expect(unknown.status).toBe(404);
      expect(await unknown.json()).toMatchObject({ code: 'route.not_found' });
    } finally {
      await product.process.end('SIGTERM');
      await rm(product.postgresFolder, { recursive: true, force: true });
      await folder.remove();
    }
  });
});
