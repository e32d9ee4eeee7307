import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { Program } from './program.js';

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
  static async start(cores: readonly string[], { site = 'http://127.0.0.1', port = 0 } = {}): Promise<Caddy> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-caddy-'));
    const [httpPort, httpsPort, healthPort] = [
      port || (await freePort()),
      await freePort(),
      await freePort(),
    ];
    const program = await Program.start(['caddy', 'run', '--config', 'infra/caddy/Caddyfile'], {
      SITE_ADDRESS: site,
      CADDY_HTTP_PORT: String(httpPort),
      CADDY_HTTPS_PORT: String(httpsPort),
      CADDY_HEALTH_PORT: String(healthPort),
      CORES: cores.map((address) => new URL(address).host).join(' '),
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
