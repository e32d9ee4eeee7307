import { join } from 'node:path';
import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { Caddy } from '../servers/caddy.js';
import { Core } from '../programs/core.js';
import { startMailer } from '../programs/mailer.js';
import { temporaryFolder } from '../programs/standalone.js';
import type { ProductProcess } from '../process.js';
import type { BackingServices } from './backing-services.js';
import type { Cleanup } from './cleanup.js';
import type { DeploymentPlan, Environment } from './deployment-plan.js';
import type { Monitoring } from './monitoring.js';
import { coreEnvironment, mailerEnvironment } from './program-environments.js';

/** Built programs and their backing services while they run on this machine. */
export class RunningDeployment {
  readonly cores: Core[] = [];
  mailers: ProductProcess[] = [];
  monitoring: Monitoring | null = null;
  private client: HttpClient | undefined;
  private caddyServer: Caddy | null = null;
  /** Contains the data folder of each standalone. */
  private folder: { path: string } | null = null;

  constructor(
    private readonly plan: DeploymentPlan,
    private readonly services: BackingServices,
    private readonly cleanup: Cleanup,
  ) {}

  /** Starts the programs. */
  async open(): Promise<void> {
    if (this.plan.program === 'standalone') {
      const folder = await temporaryFolder();
      this.folder = folder;
      this.cleanup.add(folder.remove);
    }
    this.cleanup.add(() => Promise.all(this.cores.map((core) => core.stop())));
    for (let index = 0; index < this.plan.cores; index += 1) await this.addCore();
    this.cleanup.add(() => this.endMailers('SIGTERM'));
    if (this.plan.caddyPort !== null) await this.startCaddy(this.plan.caddyPort);
    await this.startMailers();
    if (this.plan.cores === 0) return;
    const client = new HttpClient(this.address);
    this.client = client;
    this.cleanup.add(() => client.close());
  }

  /** Starts a further core, which no Caddy knows. */
  async addCore(environment: Environment = {}): Promise<Core> {
    const core = await this.startCore(environment);
    this.cores.push(core);
    return core;
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

  get mailer(): ProductProcess {
    return present(this.mailers[0], 'a mailer');
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

  get backups() {
    return present(this.monitoring, 'Prometheus').backups;
  }

  /** Address of the database for a superuser, past any proxy. */
  get databaseUrl(): string {
    return this.services.databaseUrl.href;
  }

  /** Environment that a core or mailer gets. */
  environmentOf(program: 'core' | 'mailer'): Environment {
    if (program === 'core') return coreEnvironment(this.plan, this.services);
    return mailerEnvironment(this.plan, this.services, this.caddyServer?.address ?? this.cores[0]?.address);
  }

  /** Log of every core and mailer so far. */
  lines(): string[] {
    return [...this.cores.map(({ process }) => process), ...this.mailers].flatMap(({ lines }) => lines);
  }

  /** Ends a core and starts another on its port. */
  async restartCore(
    index: number,
    signal: 'SIGTERM' | 'SIGKILL',
    environment: Environment = {},
  ): Promise<void> {
    const core = present(this.cores[index], `core ${index}`);
    core.http.close();
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
    const start = () => startMailer(this.environmentOf('mailer'), this.plan.containers?.confine);
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

  private async startCore(environment: Environment): Promise<Core> {
    const { program, containers } = this.plan;
    const settings: Environment = { ...this.environmentOf('core'), ...environment };
    if (this.folder !== null) settings['DATA_DIR'] = join(this.folder.path, String(this.cores.length));
    return Core.start(program, settings, containers?.confine);
  }

  private async startCaddy(port: number): Promise<void> {
    const { containers } = this.plan;
    const cores = this.cores.map(({ address }) => address);
    const caddy = await Caddy.start(cores, {
      port,
      environment: containers?.environmentOf('web') ?? {},
      ...(containers !== null && { confine: containers.confine }),
    });
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
