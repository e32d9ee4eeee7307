import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../libs/database/embedded/free-port.js';
import { until } from '../support/until.js';
import { Program } from './program.js';

const CADDYFILE = 'infra/caddy/Caddyfile';

/** A real Caddy with the Caddyfile of the product, in front of a core or several. */
export class Caddy {
  private constructor(
    private readonly program: Program,
    /** Where it keeps its certificates. */
    readonly folder: string,
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {}

  /** @param site of the address to serve: its scheme and its host */
  static async start(cores: string | readonly string[], site = 'http://127.0.0.1'): Promise<Caddy> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-caddy-'));
    const config = typeof cores === 'string' ? CADDYFILE : await withCores(cores, folder);
    const [httpPort, httpsPort, healthPort] = [await freePort(), await freePort(), await freePort()];
    const { hostname, port } = new URL(typeof cores === 'string' ? cores : 'http://unused:1');
    const program = await Program.start(['caddy', 'run', '--config', config, '--adapter', 'caddyfile'], {
      SITE_ADDRESS: site,
      CADDY_HTTP_PORT: String(httpPort),
      CADDY_HTTPS_PORT: String(httpsPort),
      CADDY_HEALTH_PORT: String(healthPort),
      CORE_HOST: hostname,
      CORE_PORT: port,
      WEB_ROOT: 'dist/web',
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    });
    const health = `http://127.0.0.1:${healthPort}/health/live`;
    const isHealthy = () =>
      fetch(health).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('Caddy is healthy', async () => !program.isAlive || (await isHealthy()));
    if (!program.isAlive) throw new Error(`Caddy did not start: ${program.lines.join('\n')}`);
    return new Caddy(program, folder, httpPort, httpsPort);
  }

  get address(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** What it logged so far. */
  get log(): string {
    return this.program.lines.join('\n');
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The Caddyfile finds cores as the addresses of one name; on one machine they are told apart by their ports. */
async function withCores(cores: readonly string[], folder: string): Promise<string> {
  const text = await readFile(CADDYFILE, 'utf8');
  const upstreams = cores.map((address) => new URL(address).host).join(' ');
  const changed = text.replace(/dynamic a [^\n]*\{\n[^}]*\}/, `to ${upstreams}`);
  if (changed === text) throw new Error('the Caddyfile finds its cores in another way now');
  const file = join(folder, 'Caddyfile');
  await writeFile(file, changed);
  return file;
}
