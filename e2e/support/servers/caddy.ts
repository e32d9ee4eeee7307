import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { until } from '../until.js';
import type { Confine } from '../process.js';
import { Program } from '../program.js';

type Environment = Record<string, string> & { CADDY_HEALTH_PORT: string };

interface CaddyOptions {
  /** Scheme and host of the public address. */
  site?: string;
  /** 0: a free port. */
  port?: number;
  environment?: Record<string, string>;
  confine?: Confine;
}

/** Caddy with the Caddyfile of the product, in front of cores. */
export class Caddy {
  private constructor(
    private program: Program,
    private readonly environment: Environment,
    private readonly confine: Confine,
    /** Contains its certificates. */
    readonly folder: string,
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {}

  static async start(
    cores: readonly string[],
    {
      site = 'http://127.0.0.1',
      port = 0,
      environment: given = {},
      confine = (command) => command,
    }: CaddyOptions = {},
  ): Promise<Caddy> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-caddy-'));
    const [httpPort, httpsPort, healthPort] = [
      port || (await freePort()),
      await freePort(),
      await freePort(),
    ];
    const environment = {
      SITE_ADDRESS: site,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      ...given,
      CADDY_HTTP_PORT: String(httpPort),
      CADDY_HTTPS_PORT: String(httpsPort),
      CADDY_HEALTH_PORT: String(healthPort),
      CORES: cores.map((address) => new URL(address).host).join(' '),
      WEB_ROOT: 'dist/web',
    };
    const program = await launched(environment, confine);
    return new Caddy(program, environment, confine, folder, httpPort, httpsPort);
  }

  get address(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  /** `host:port` of its metrics. */
  get metrics(): string {
    return `127.0.0.1:${this.environment.CADDY_HEALTH_PORT}`;
  }

  /** Log since the last start. */
  get log(): string {
    return this.program.lines.join('\n');
  }

  get pid(): number | undefined {
    return this.program.pid;
  }

  kill(): Promise<void> {
    return this.program.stop('SIGKILL');
  }

  /** Starts it again on the same ports. */
  async restart(): Promise<void> {
    this.program = await launched(this.environment, this.confine);
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

async function launched(environment: Environment, confine: Confine): Promise<Program> {
  const command = confine(['caddy', 'run', '--config', 'infra/caddy/Caddyfile']);
  const program = await Program.start(command, environment);
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
