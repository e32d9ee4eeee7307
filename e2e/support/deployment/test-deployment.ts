import { freePort } from '../free-port.js';
import { startBackingServices } from './backing-services.js';
import { Cleanup } from './cleanup.js';
import { EMPTY_PLAN, type Containers, type DeploymentPlan, type Environment } from './deployment-plan.js';
import { startMonitoring } from './monitoring.js';
import { TARGET } from '../programs/target.js';
import type { PostgresServer } from '../servers/postgres-server.js';
import { RunningDeployment } from './running-deployment.js';

/**
 * Builder for the built programs with real backing services on this machine: one core on a PostgreSQL server, plus
 * additions.
 *
 * @example
 * await using deployment = await new TestDeployment().withCores(2).withMailers().withCaddy().start();
 */
export class TestDeployment {
  private readonly plan: DeploymentPlan = { ...EMPTY_PLAN };

  withCores(count: number, environment: Environment = {}): this {
    return this.change({ cores: count, coreEnvironment: environment });
  }

  /** Starts standalone instead of core; it embeds what is not added. */
  asStandalone(environment: Environment = {}): this {
    return this.change({ program: 'standalone', coreEnvironment: environment });
  }

  /** Puts core behind Caddy, or standalone in its place, if E2E_TARGET says so. */
  ofTarget(): this {
    if (TARGET === 'deployment') return this.withCaddy();
    return TARGET === 'standalone' ? this.change({ program: 'standalone' }) : this;
  }

  /** Adds mailers, and the NATS and SMTP servers that they need. */
  withMailers(count = 1, environment: Environment = {}): this {
    return this.change({ mailers: count, mailerEnvironment: environment, hasNats: true, hasSmtp: true });
  }

  withRedis(): this {
    return this.change({ hasRedis: true });
  }

  withNats(): this {
    return this.change({ hasNats: true });
  }

  withCaddy(port = 0): this {
    return this.change({ caddyPort: port });
  }

  /** Routes connections to PostgreSQL, Redis and NATS through proxies that can break them. */
  behindFaultProxies(): this {
    return this.change({ hasFaultProxies: true });
  }

  /** Adds Prometheus, its exporters and a monitored site. The first core and mailer are its targets. */
  withPrometheus(): this {
    return this.change({ hasPrometheus: true });
  }

  /** Clones a database of the test run: faster than a server, but only available in specs. */
  onClonedDatabase(): this {
    return this.change({ isDatabaseCloned: true });
  }

  /** Starts another PostgreSQL than a migrated one. */
  onPostgres(start: () => Promise<PostgresServer>): this {
    return this.change({ startPostgres: start });
  }

  /** Starts the programs as a Compose file describes them. */
  inContainers(containers: Containers): this {
    return this.change({ containers });
  }

  async start(): Promise<RunningDeployment> {
    const cleanup = new Cleanup();
    try {
      return await this.open(cleanup);
    } catch (error) {
      await cleanup.run().catch(() => undefined);
      throw error;
    }
  }

  private async open(cleanup: Cleanup): Promise<RunningDeployment> {
    const ports = { core: await freePort(), mailer: await freePort() };
    if (this.plan.hasPrometheus) this.exposeMetrics(ports);
    const services = await startBackingServices(this.plan, cleanup);
    const deployment = new RunningDeployment(this.plan, services, cleanup);
    await deployment.open();
    if (this.plan.hasPrometheus) {
      const { address: coreAddress } = deployment.core;
      deployment.monitoring = await startMonitoring({ ports, coreAddress, services }, cleanup);
    }
    return deployment;
  }

  private exposeMetrics({ core, mailer }: { core: number; mailer: number }): void {
    this.change({
      coreEnvironment: { ...this.plan.coreEnvironment, METRICS_PORT: String(core) },
      mailerEnvironment: {
        ...this.plan.mailerEnvironment,
        HTTP_HOST: '127.0.0.1',
        METRICS_PORT: String(mailer),
      },
    });
  }

  private change(part: Partial<DeploymentPlan>): this {
    Object.assign(this.plan, part);
    return this;
  }
}
