import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { Program } from '../support/program.js';
import { Standalone, temporaryFolder } from '../support/programs/standalone.js';
import { selfSigned } from '../support/servers/self-signed.js';
import { until } from '../support/until.js';
import { useCommands } from '../support/use-commands.js';

const traefik = z.object({
  http: z.object({
    routers: z.object({ onasty: z.looseObject({}) }),
    services: z.object({
      onasty: z.object({ loadBalancer: z.looseObject({ servers: z.array(z.unknown()) }) }),
    }),
  }),
});
const DENIED = '203.0.113.7';
const run = promisify(execFile);

describe('the page for a team', () => {
  const commands = useCommands('docs/team.md');
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let standalone: Standalone;

  beforeAll(async () => {
    folder = await temporaryFolder();
    standalone = await Standalone.start(join(folder.path, 'data'), {
      TRUST_PROXY: '127.0.0.1',
      DENY_CLIENTS: DENIED,
    });
  });
  afterAll(async () => {
    await standalone.process.end('SIGTERM');
    await folder.remove();
  });

  const snippet = async (language: string) => {
    const [, text] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(
      await readFile('docs/team.md', 'utf8'),
    ) ?? ['', ''];
    return (text ?? '').replaceAll('http://localhost:3000', standalone.address);
  };
  const curl = async (url: string, ...options: string[]) =>
    (await run('curl', ['--silent', '--insecure', '--include', ...options, url])).stdout;
  const forged = ['--header', `X-Forwarded-For: ${DENIED}`];

  async function expectToServe(site: string): Promise<void> {
    expect(await curl(`${standalone.address}/api/ping`, ...forged)).toContain(' 429 ');
    expect(await curl(`${site}/api/ping`, ...forged)).toContain(' 200');
    expect(await curl(site)).toMatch(/strict-transport-security: max-age=[\s\S]*<title>/i);
    const slug = await standalone.createNote('behind a proxy');
    expect(await curl(`${site}/api/v1/note/${slug}`)).toContain('behind a proxy');
  }

  async function proxied(command: readonly string[], site: string): Promise<void> {
    const program = await Program.start(command, { HOME: folder.path });
    try {
      const isServing = () =>
        curl(`${site}/health/live`).then(
          () => true,
          () => false,
        );
      await until('the proxy listens', async () => !program.isAlive || (await isServing()));
      expect(program.isAlive, program.lines.join('\n')).toBe(true);
      await expectToServe(site);
    } finally {
      await program.stop();
    }
  }

  it('serves by HTTPS behind Caddy, which believes no client', async () => {
    const [port, httpPort] = [await freePort(), await freePort()];
    const file = join(folder.path, 'Caddyfile');
    const site = (await snippet('caddyfile'))
      .replace('notes.example.com {', `https://localhost:${port} {\ntls internal`)
      .replace('localhost:3000', standalone.address);
    await writeFile(file, `{\nadmin off\nskip_install_trust\nhttp_port ${httpPort}\n}\n${site}`);
    await proxied(['caddy', 'run', '--config', file, '--adapter', 'caddyfile'], `https://localhost:${port}`);
  });

  it('serves by HTTPS behind nginx, which believes no client', async () => {
    const port = await freePort();
    const { key, cert } = selfSigned();
    // The path of nginx's settings may contain no space.
    const certificate = folder.path.replaceAll(' ', '-');
    await mkdir(certificate, { recursive: true });
    await writeFile(join(certificate, 'cert.pem'), cert);
    await writeFile(join(certificate, 'key.pem'), key);
    const server = (await snippet('nginx'))
      .replaceAll('443 ssl', `${port} ssl`)
      .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate}/cert.pem;`)
      .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${certificate}/key.pem;`);
    const file = join(certificate, 'nginx.conf');
    const main = `daemon off;\npid ${certificate}/nginx.pid;\nerror_log stderr;\nevents {}\n`;
    await writeFile(file, `${main}http {\n${server}}\n`);
    await proxied(['nginx', '-e', 'stderr', '-c', file], `https://localhost:${port}`);
  });

  it('gives Traefik the same server and name', async () => {
    const { http } = traefik.parse(parse(await snippet('yaml')));
    expect(http.routers.onasty).toMatchObject({ rule: 'Host(`notes.example.com`)', service: 'onasty' });
    expect(http.services.onasty.loadBalancer.servers).toEqual([{ url: standalone.address }]);
  });

  it('backs up while the service runs, and restores elsewhere', async () => {
    const inFolder = (data: string) => (command: string) =>
      run('bash', ['-c', command.replace('onasty-server', 'node "$PROGRAM"')], {
        cwd: folder.path,
        env: {
          ...process.env,
          DATA_DIR: join(folder.path, data),
          PROGRAM: join(process.cwd(), 'dist/bundles/standalone/onasty-server.js'),
        },
      });
    const secrets = (data: string) => join(folder.path, data, 'secrets.json');
    const [key] = await commands.run(/ backup-key /, inFolder('data'));
    expect(key?.stdout).toMatch(/^BACKUP_RECIPIENT=age1\w+\n/);
    await commands.run(/ backup /, inFolder('data'));
    await mkdir(join(folder.path, 'restored'), { mode: 0o700 });
    await copyFile(secrets('data'), secrets('restored'));
    const [restored] = await commands.run(/ restore /, inFolder('restored'));
    expect(restored?.stdout).toMatch(/^restored \d+ rows/);
  });
});
