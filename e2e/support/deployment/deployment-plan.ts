import type { CoreProgram } from '../programs/core.js';
import type { Confine } from '../process.js';
import { PostgresServer } from '../servers/postgres-server.js';

export type Environment = Record<string, string>;

/** Programs as a Compose file describes them, without the defaults of tests. */
export interface Containers {
  /** Environment of a service, with the host names of the engine. */
  environmentOf(service: string): Environment;
  confine: Confine;
}

/** Contents of a test deployment. */
export interface DeploymentPlan {
  program: CoreProgram;
  cores: number;
  coreEnvironment: Environment;
  mailers: number;
  mailerEnvironment: Environment;
  hasRedis: boolean;
  hasNats: boolean;
  hasSmtp: boolean;
  /** Port of Caddy; 0 for a free port, null without Caddy. */
  caddyPort: number | null;
  hasFaultProxies: boolean;
  hasPrometheus: boolean;
  /** A database cloned from the template of the test run instead of a PostgreSQL server of its own. */
  isDatabaseCloned: boolean;
  startPostgres: () => Promise<PostgresServer>;
  containers: Containers | null;
}

export const EMPTY_PLAN: Readonly<DeploymentPlan> = {
  program: 'core',
  cores: 1,
  coreEnvironment: {},
  mailers: 0,
  mailerEnvironment: {},
  hasRedis: false,
  hasNats: false,
  hasSmtp: false,
  caddyPort: null,
  hasFaultProxies: false,
  hasPrometheus: false,
  isDatabaseCloned: false,
  startPostgres: () => PostgresServer.startMigrated(),
  containers: null,
};
