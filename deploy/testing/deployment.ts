import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../e2e/support/free-port.js';
import { HttpClient } from '../../apps/core/testing/http-client.js';
import { PostgresServer } from '../../e2e/support/servers/postgres-server.js';
import { SmtpPeer } from '../../e2e/support/servers/smtp.js';
import { until } from '../../e2e/support/until.js';
import { environmentOfExample, readCompose } from './compose-file.js';
import { ConfiguredRedis } from './configured-redis.js';
import { contained } from './container.js';
import { makeRoles } from './make-roles.js';
import { Program } from '../../e2e/support/program.js';

type Environment = Record<string, string>;

const PORTS = ['web', 'webHealth', 'core', 'nats', 'natsHealth'] as const;

/**
 * Runs the services of compose.yml without an engine, with the environment of the file and the configuration of infra/.
 * Our programs are confined as in a container. Only host names and ports differ.
 */
export class Deployment {
  private readonly undo: (() => Promise<unknown>)[] = [];
  private readonly programs = new Map<string, Program>();

  private constructor(
    readonly database: PostgresServer,
    readonly smtp: SmtpPeer,
    readonly redis: ConfiguredRedis,
    readonly http: HttpClient,
    private readonly ports: Record<(typeof PORTS)[number], number>,
    private readonly environments: ReadonlyMap<string, Environment>,
  ) {}

  static async start(): Promise<Deployment> {
    const smtp = await SmtpPeer.start();
    const [web = 0, webHealth = 0, core = 0, nats = 0, natsHealth = 0] = await Promise.all(
      PORTS.map(freePort),
    );
    const address = `http://127.0.0.1:${web}`;
    const { services } = readCompose('deploy/compose.yml', {
      ...environmentOfExample('deploy'),
      FRONTEND_URL: address,
      SMTP_URL: smtp.url,
    });
    const environments = Object.entries(services).map(([name, { environment }]): [string, Environment] => [
      name,
      environment,
    ]);
    const database = await PostgresServer.start();
    const redis = await ConfiguredRedis.start(services['redis']?.environment['REDIS_PASSWORD'] ?? '');
    const ports = { web, webHealth, core, nats, natsHealth };
    const http = new HttpClient(address);
    const deployment = new Deployment(database, smtp, redis, http, ports, new Map(environments));
    try {
      await deployment.startAll();
    } catch (error) {
      await deployment.stop();
      throw error;
    }
    return deployment;
  }

  /** Environment of a service in the file, with this machine's hosts and ports. */
  environmentOf(service: string): Environment {
    const { host, pathname } = this.database.url;
    const here = (value: string) =>
      value
        .replace('@postgres:5432/onasty', `@${host}${pathname}`)
        .replace('@redis:6379', `@127.0.0.1:${this.redis.port}`)
        .replace('@nats:4222', `@127.0.0.1:${this.ports.nats}`);
    const given = Object.entries(this.environments.get(service) ?? {});
    return Object.fromEntries(given.map(([name, value]) => [name, here(value)]));
  }

  /** Readiness of core, requested directly instead of through Caddy. */
  async readiness(): Promise<unknown> {
    return (await fetch(`http://127.0.0.1:${this.ports.core}/health/ready`)).json();
  }

  program(name: string): Program {
    const program = this.programs.get(name);
    if (program === undefined) throw new Error(`${name} was not started`);
    return program;
  }

  async stop(): Promise<void> {
    this.http.close();
    for (const step of this.undo.toReversed()) await step();
    await this.smtp.stop();
    await this.redis.stop();
    await this.database.remove();
  }

  private async startAll(): Promise<void> {
    await makeRoles(this.database, this.environmentOf('postgres'));
    await this.startNats();
    const node = process.execPath;
    const migration = await this.run('migrate', [node, 'dist/libs/database/commands/migrate.js']);
    await until('the database is migrated', () => !migration.isAlive);
    if (migration.exitCode !== 0) throw new Error(migration.lines.join('\n'));
    await this.run('mailer', [node, 'dist/bundles/mailer/main.js']);
    const where = { HTTP_HOST: '127.0.0.1', HTTP_PORT: String(this.ports.core), TRUST_PROXY: '127.0.0.1' };
    await this.run('core', [node, 'dist/bundles/core/main.js'], { ...where, SHUTDOWN_DELAY: '0s' });
    await this.run('web', ['caddy', 'run', '--config', 'infra/caddy/Caddyfile'], {
      CADDY_HTTP_PORT: String(this.ports.web),
      CADDY_HEALTH_PORT: String(this.ports.webHealth),
      CORES: `127.0.0.1:${this.ports.core}`,
      WEB_ROOT: 'dist/web',
      HOME: '/tmp',
      XDG_DATA_HOME: '/tmp',
      XDG_CONFIG_HOME: '/tmp',
    });
    await until('everything serves', () => this.isServing());
  }

  private async isServing(): Promise<boolean> {
    const dead = [...this.programs].find(([name, { isAlive }]) => name !== 'migrate' && !isAlive);
    if (dead !== undefined) throw new Error(`${dead[0]} ended: ${dead[1].lines.join('\n')}`);
    return this.http.get('/api/ping').then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  private async run(name: string, command: readonly string[], where: Environment = {}): Promise<Program> {
    const program = await Program.start(contained(command), { ...this.environmentOf(name), ...where });
    this.programs.set(name, program);
    this.undo.push(() => program.stop());
    return program;
  }

  /** Runs unconfined, because NATS is not one of our images. */
  private async startNats(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-nats-'));
    this.undo.push(() => rm(folder, { recursive: true, force: true }));
    const { nats, natsHealth } = this.ports;
    const where = ['--addr', '127.0.0.1', '--port', `${nats}`, '--http_port', `${natsHealth}`];
    const program = await Program.start(['infra/nats/start.sh', ...where], {
      ...this.environmentOf('nats'),
      NATS_STORE_DIR: folder,
      TMPDIR: folder,
    });
    this.programs.set('nats', program);
    this.undo.push(() => program.stop());
    await until('NATS is healthy', () =>
      fetch(`http://127.0.0.1:${natsHealth}/healthz`).then(
        ({ ok }) => ok,
        () => !program.isAlive,
      ),
    );
  }
}
