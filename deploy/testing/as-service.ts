import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Client } from 'pg';
import type { Deployment } from './deployment.js';

/** Runs a statement with the rights of a service. */
export async function queryAs(deployment: Deployment, service: string, statement: string): Promise<void> {
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
  deployment: Deployment,
  service: string,
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
