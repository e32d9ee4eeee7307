import type { Environment } from '../../e2e/support/deployment/deployment-plan.js';
import { onThisMachine } from '../../e2e/support/deployment/program-environments.js';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';
import { TestDeployment } from '../../e2e/support/deployment/test-deployment.js';
import { freePort } from '../../e2e/support/free-port.js';
import { Program } from '../../e2e/support/program.js';
import { PostgresServer } from '../../e2e/support/servers/postgres-server.js';
import { until } from '../../e2e/support/until.js';
import { environmentOfExample, readCompose, withSecrets } from './compose-file.js';
import { contained } from './container.js';
import { makeRoles } from './make-roles.js';

/** A container has its own network and only /tmp to write to. */
const ALONE_IN_CONTAINER: Record<string, Environment> = {
  core: { HTTP_HOST: '127.0.0.1', HTTP_PORT: '0', TRUST_PROXY: '127.0.0.1', SHUTDOWN_DELAY: '0s' },
  web: { HOME: '/tmp', XDG_DATA_HOME: '/tmp', XDG_CONFIG_HOME: '/tmp' },
};

/**
 * Starts the services of compose.yml without an engine, with the environment of the file and the configuration of infra/.
 * Our programs are confined as in a container. Only host names and ports differ.
 */
export async function startComposeDeployment(): Promise<RunningDeployment> {
  const port = await freePort();
  const { services } = readCompose('deploy/compose.yml', {
    ...environmentOfExample('deploy'),
    FRONTEND_URL: `http://127.0.0.1:${port}`,
  });
  const environmentOf = (name: string): Environment => ({
    ...(services[name] && withSecrets(services[name])),
    ...ALONE_IN_CONTAINER[name],
  });
  return new TestDeployment()
    .inContainers({ environmentOf, confine: contained })
    .onPostgres(() => startDatabase(environmentOf))
    .withRedis()
    .withMailers()
    .withCaddy(port)
    .start();
}

async function startDatabase(environmentOf: (service: string) => Environment): Promise<PostgresServer> {
  const server = await PostgresServer.start();
  await makeRoles(server, environmentOf('postgres'));
  const migration = await Program.start(
    contained([process.execPath, 'dist/bundles/core/migrate.js']),
    onThisMachine(environmentOf('migrate'), { databaseUrl: server.url }),
  );
  await until('the database is migrated', () => !migration.isAlive);
  if (migration.exitCode !== 0) throw new Error(migration.lines.join('\n'));
  return server;
}
