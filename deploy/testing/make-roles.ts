import type { PostgresServer } from '../../e2e/support/servers/postgres-server.js';
import { until } from '../../e2e/support/until.js';
import { Program } from '../../e2e/support/program.js';

const urlOf = (password: string) => `postgresql://any:${password}@postgres:5432/onasty`;

/** Environment of the script with these passwords. */
export function rolesWith(passwords: { migrator: string; core: string }): Record<string, string> {
  return {
    MIGRATOR_DATABASE_URL: urlOf(passwords.migrator),
    CORE_DATABASE_URL: urlOf(passwords.core),
    BACKUP_DATABASE_URL: urlOf('of-the-backup'),
    MONITOR_DATABASE_URL: urlOf('of-the-monitor'),
  };
}

/**
 * Creates the roles of core and of the migration with the script that the PostgreSQL image runs on its first start.
 *
 * @param environment that compose.yml gives to the service
 */
export async function makeRoles(server: PostgresServer, environment: Record<string, string>): Promise<void> {
  const { hostname, port, username, pathname } = server.url;
  const script = await Program.start(['infra/postgres/init/10-roles.sh'], {
    ...environment,
    PGHOST: hostname,
    PGPORT: port,
    PGPASSWORD: server.password,
    POSTGRES_USER: username,
    POSTGRES_DB: pathname.slice(1),
  });
  await until('the roles are created', () => !script.isAlive);
  if (script.exitCode !== 0) throw new Error(script.lines.join('\n'));
}
