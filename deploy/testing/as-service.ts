import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Client } from 'pg';
import type { RunningDeployment } from '../../e2e/support/deployment/running-deployment.js';

type Service = 'core' | 'mailer';

/** Runs a statement with the rights of a service. */
export async function queryAs(
  deployment: RunningDeployment,
  service: Service,
  statement: string,
): Promise<void> {
  const client = new Client({ connectionString: deployment.environmentOf(service)['DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Connects to NATS with the rights of a service. */
export async function connectAs(
  deployment: RunningDeployment,
  service: Service,
): Promise<{ nats: NatsConnection } & AsyncDisposable> {
  const address = new URL(deployment.environmentOf(service)['NATS_URL'] ?? '');
  const nats = await connect({
    servers: address.host,
    user: address.username,
    pass: address.password,
    inboxPrefix: `_INBOX_${service}`,
    timeout: 2_000,
    reconnect: false,
  });
  return { nats, [Symbol.asyncDispose]: () => nats.close() };
}
