import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { until } from '../until.js';
import { Program } from '../program.js';

type Environment = Record<string, string> & { CADDY_HEALTH_PORT: string };

/** Caddy with the Caddyfile of the product, in front of cores. */
export class Caddy {
  private constructor(
    private program: Program,
    private readonly environment: Environment,
    /** Contains its certificates. */
    readonly folder: string,
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {}

  /** @param site scheme and host of the public address */
  static async start(cores: readonly string[], { site = 'http://127.0.0.1', port = 0 } = {}): Promise<Caddy> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-caddy-'));
    const [httpPort, httpsPort, healthPort] = [
      port || (await freePort()),
      await freePort(),
      await freePort(),
    ];
    const environment = {
      SITE_ADDRESS: site,
      CADDY_HTTP_PORT: String(httpPort),
      CADDY_HTTPS_PORT: String(httpsPort),
      CADDY_HEALTH_PORT: String(healthPort),
      CORES: cores.map((address) => new URL(address).host).join(' '),
      WEB_ROOT: 'dist/web',
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    };
    return new Caddy(await launched(environment), environment, folder, httpPort, httpsPort);
  }

  get address(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** Log since the last start. */
  get log(): string {
    return this.program.lines.join('\n');
  }

  kill(): Promise<void> {
    return this.program.stop('SIGKILL');
  }

  /** Starts it again on the same ports. */
  async restart(): Promise<void> {
    this.program = await launched(this.environment);
  }

  /** Suspends it: the kernel still accepts connections. */
  freeze(): void {
    this.program.signal('SIGSTOP');
  }

  thaw(): void {
    this.program.signal('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function launched(environment: Environment): Promise<Program> {
  const program = await Program.start(['caddy', 'run', '--config', 'infra/caddy/Caddyfile'], environment);
  const health = `http://127.0.0.1:${environment.CADDY_HEALTH_PORT}/health/live`;
  const isHealthy = () =>
    fetch(health).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('Caddy is healthy', async () => !program.isAlive || (await isHealthy()));
  if (!program.isAlive) throw new Error(`Caddy did not start: ${program.lines.join('\n')}`);
  return program;
}
