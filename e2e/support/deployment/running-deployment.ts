import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { Caddy } from '../servers/caddy.js';
import { Core } from '../programs/core.js';
import { startMailer } from '../programs/mailer.js';
import type { ProductProcess } from '../process.js';
import { addressesOf, type BackingServices } from './backing-services.js';
import type { Cleanup } from './cleanup.js';
import type { DeploymentPlan, Environment } from './deployment-plan.js';
import type { Monitoring } from './monitoring.js';

/** Built programs and their backing services while they run on this machine. */
export class RunningDeployment {
  readonly cores: Core[] = [];
  mailers: ProductProcess[] = [];
  monitoring: Monitoring | null = null;
  private client: HttpClient | undefined;
  private caddyServer: Caddy | null = null;

  constructor(
    private readonly plan: DeploymentPlan,
    private readonly services: BackingServices,
    private readonly cleanup: Cleanup,
  ) {}

  /** Starts the programs. */
  async open(): Promise<void> {
    this.cleanup.add(() => Promise.all(this.cores.map((core) => core.stop())));
    for (let index = 0; index < this.plan.cores; index += 1) this.cores.push(await this.startCore());
    this.cleanup.add(() => this.endMailers('SIGTERM'));
    if (this.plan.caddyPort !== null) await this.startCaddy(this.plan.caddyPort);
    await this.startMailers();
    const client = new HttpClient(this.address);
    this.client = client;
    this.cleanup.add(() => client.close());
  }

  get address(): string {
    return this.caddyServer?.address ?? this.core.address;
  }

  /** A client of Caddy or, without Caddy, of the first core. */
  get http(): HttpClient {
    return present(this.client, 'a client');
  }

  get core(): Core {
    return present(this.cores[0], 'a core');
  }

  get caddy() {
    return present(this.caddyServer, 'Caddy');
  }

  get postgres() {
    return present(this.services.postgres, 'a PostgreSQL server of its own');
  }

  get database() {
    return present(this.services.database, 'a cloned database');
  }

  get redis() {
    return present(this.services.redis, 'Redis');
  }

  get nats() {
    return present(this.services.nats, 'NATS');
  }

  get smtp() {
    return present(this.services.smtp, 'an SMTP server');
  }

  get proxies() {
    return present(this.services.proxies, 'fault proxies');
  }

  get prometheus() {
    return present(this.monitoring, 'Prometheus').prometheus;
  }

  get site() {
    return present(this.monitoring, 'Prometheus').site;
  }

  /** Address of the database for a superuser, past any proxy. */
  get databaseUrl(): string {
    return this.services.databaseUrl.href;
  }

  /** Ends a core and starts another on its port. */
  async restartCore(
    index: number,
    signal: 'SIGTERM' | 'SIGKILL',
    environment: Environment = {},
  ): Promise<void> {
    const core = present(this.cores[index], `core ${index}`);
    core.http.close();
    core.direct.close();
    await core.process.end(signal);
    if (signal === 'SIGTERM' && core.process.exitCode !== 0) throw new Error('a core failed to shut down');
    this.cores[index] = await this.startCore({ ...environment, HTTP_PORT: new URL(core.address).port });
  }

  async restartMailers(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.endMailers(signal);
    await this.startMailers();
  }

  async startMailers(): Promise<void> {
    if (this.plan.mailers === 0) return;
    const { natsUrl = '' } = addressesOf(this.services);
    const environment = { FRONTEND_URL: this.address, ...this.plan.mailerEnvironment };
    const start = () => startMailer(natsUrl, this.smtp.url, environment);
    this.mailers = await Promise.all(Array.from({ length: this.plan.mailers }, start));
  }

  async endMailers(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ended = this.mailers.filter(({ isAlive }) => isAlive);
    await Promise.all(this.mailers.map((mailer) => mailer.end(signal)));
    const isGraceful = ended.every(({ exitCode }) => exitCode === 0);
    if (signal === 'SIGTERM' && !isGraceful) throw new Error('a mailer failed to shut down');
  }

  signalMailers(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const mailer of this.mailers) mailer.signal(signal);
  }

  /** True if a note can be created through each core and through Caddy. */
  async isServing(): Promise<boolean> {
    const each = await Promise.all([this, ...this.cores].map(({ http }) => createsNotes(http)));
    return each.every(Boolean);
  }

  stop(): Promise<void> {
    return this.cleanup.run();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private startCore(environment: Environment = {}): Promise<Core> {
    const { databaseUrl, redisUrl, natsUrl } = addressesOf(this.services);
    const settings = {
      ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
      ...(natsUrl !== undefined && { NATS_URL: natsUrl }),
      ...(this.plan.caddyPort !== null && { TRUST_PROXY: '127.0.0.1' }),
      ...this.plan.coreEnvironment,
      ...environment,
    };
    return Core.start(databaseUrl, settings, { isAlone: true });
  }

  private async startCaddy(port: number): Promise<void> {
    const caddy = await Caddy.start(
      this.cores.map(({ address }) => address),
      { port },
    );
    this.caddyServer = caddy;
    this.cleanup.add(() => caddy.stop());
  }
}

function present<Part>(part: Part | null | undefined, name: string): Part {
  if (part === null || part === undefined) throw new Error(`the deployment has no ${name}`);
  return part;
}

async function createsNotes(http: HttpClient): Promise<boolean> {
  const created = await http.post('/api/v1/note', { content: 'availability check' }).catch(() => null);
  return created?.status === 201;
}
