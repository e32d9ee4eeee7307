import { ShutdownHooks } from '#libs/lifecycle';
import { Caddy } from '../../support/caddy.js';
import { Core } from '../../support/core.js';
import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { startMailer } from '../../support/mailer.js';
import { PostgresServer } from '../../support/postgres-server.js';
import type { ProductProcess } from '../../support/process.js';
import { startServersBeside, type ServersBeside } from '../../support/servers-beside.js';
import { FaultProxy } from '../../support/fault-proxy.js';

interface Servers extends ServersBeside {
  postgres: PostgresServer;
}

type Proxies = Record<'postgres' | 'redis' | 'nats', FaultProxy>;

const CORES = 2;
const MAILERS = 2;

/** A deployment on this machine: Caddy, two cores, two mailers, and what they need, each to be made to fail. */
export class Cluster {
  cores: Core[] = [];
  readonly http: HttpClient;
  private mailers: ProductProcess[] = [];

  private constructor(
    private readonly servers: Servers,
    readonly proxies: Proxies,
    readonly caddy: Caddy,
    private readonly closers: ShutdownHooks,
  ) {
    this.http = new HttpClient(caddy.address);
  }

  static async start(): Promise<Cluster> {
    const closers = new ShutdownHooks();
    try {
      return await Cluster.open(closers);
    } catch (error) {
      await closers.runAll();
      throw error;
    }
  }

  private static async open(closers: ShutdownHooks): Promise<Cluster> {
    const postgres = await PostgresServer.startMigrated();
    closers.add(() => postgres.remove());
    const beside = await startServersBeside(closers);
    const proxies = {
      postgres: await FaultProxy.start(postgres.port),
      redis: await FaultProxy.start(beside.redis.port),
      nats: await FaultProxy.start(beside.nats.port),
    };
    closers.add(() => Promise.all(Object.values(proxies).map((proxy) => proxy.stop())));
    const cores: Core[] = [];
    closers.add(() => Promise.all(cores.map((core) => core.stop())));
    while (cores.length < CORES) cores.push(await startCore({ postgres, proxies }));
    const caddy = await Caddy.start(cores.map(({ address }) => address));
    closers.add(() => caddy.stop());
    const cluster = new Cluster({ postgres, ...beside }, proxies, caddy, closers);
    cluster.cores = cores;
    closers.add(() => cluster.endMailers('SIGTERM'));
    await cluster.startMailers();
    return cluster;
  }

  get address(): string {
    return this.caddy.address;
  }

  get postgres(): PostgresServer {
    return this.servers.postgres;
  }

  get redis(): ServersBeside['redis'] {
    return this.servers.redis;
  }

  get nats(): ServersBeside['nats'] {
    return this.servers.nats;
  }

  get smtp(): ServersBeside['smtp'] {
    return this.servers.smtp;
  }

  /**
   * Ends a core, and starts another on its port.
   *
   * @param further of its environment
   */
  async restartCore(
    index: number,
    signal: 'SIGTERM' | 'SIGKILL',
    further: Record<string, string> = {},
  ): Promise<void> {
    const core = this.cores[index];
    if (core === undefined) throw new Error(`there is no core ${index}`);
    core.http.close();
    await core.process.end(signal);
    if (signal === 'SIGTERM' && core.process.exitCode !== 0) throw new Error('a core did not end in order');
    const environment = { ...further, HTTP_PORT: new URL(core.address).port };
    this.cores[index] = await startCore({ postgres: this.postgres, proxies: this.proxies }, environment);
  }

  async restartMailers(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.endMailers(signal);
    await this.startMailers();
  }

  signalMailers(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const mailer of this.mailers) mailer.signal(signal);
  }

  /** Whether every core does what it is for, and whoever comes through Caddy is served. */
  async serves(): Promise<boolean> {
    const each = await Promise.all([this, ...this.cores].map(({ http }) => servesNotes(http)));
    return each.every(Boolean);
  }

  /** What its cores say of requests that failed for no reason that passes. */
  unexpected(): string[] {
    const failed = this.cores
      .flatMap((core) => core.log())
      .filter(({ message, code }) => message === 'request failed' && code !== 'unavailable');
    return failed.map((line) => JSON.stringify(line));
  }

  async stop(): Promise<void> {
    this.http.close();
    await this.closers.runAll();
  }

  private async endMailers(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await Promise.all(this.mailers.map((mailer) => mailer.end(signal)));
    const isInOrder = this.mailers.every(({ exitCode }) => exitCode === 0);
    if (signal === 'SIGTERM' && !isInOrder) throw new Error('a mailer did not end in order');
  }

  private async startMailers(): Promise<void> {
    const natsUrl = `nats://127.0.0.1:${this.proxies.nats.port}`;
    this.mailers = await Promise.all(
      Array.from({ length: MAILERS }, () => startMailer(natsUrl, this.smtp.url)),
    );
  }
}

function startCore(
  { postgres, proxies }: { postgres: PostgresServer; proxies: Proxies },
  further: Record<string, string> = {},
): Promise<Core> {
  const { url } = postgres;
  url.port = String(proxies.postgres.port);
  const environment = {
    // As long as unless told otherwise.
    SHUTDOWN_DELAY: '3s',
    NATS_URL: `nats://127.0.0.1:${proxies.nats.port}`,
    REDIS_URL: `redis://127.0.0.1:${proxies.redis.port}`,
    TRUST_PROXY: '127.0.0.1',
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '100000',
    ...further,
  };
  return Core.start(url.href, environment, { isAlone: true });
}

async function servesNotes(http: HttpClient): Promise<boolean> {
  const created = await http.post('/api/v1/note', { content: 'is it up?' }).catch(() => null);
  return created?.status === 201;
}
