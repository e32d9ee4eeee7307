import { EventEmitter, once } from 'node:events';
import { isIPv6 } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import type { ServerAddress } from '#libs/config';
import { explainConnectionError, type AppLogger, type ConfiguredService } from '#libs/observability';

const RETRY_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
/** A server that hangs is detected after three missed pings. */
const PING_EVERY_MS = 5_000;

const NATS: ConfiguredService = {
  name: 'NATS',
  variable: 'NATS_URL',
  schemes: 'tls:// for a server with TLS, nats:// for one without',
  withoutTls: 'use nats:// and set PRIVATE_NETWORK=true in a private network',
};

export interface NatsClientSettings {
  url: ServerAddress;
  /** Connection name in NATS; replies arrive on `_INBOX_<name>`. */
  name: string;
  logger: AppLogger;
}

/** Connection to NATS that retries forever, on the first attempt and on every later one. */
export class NatsClient {
  private readonly events = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;
  /** Set while connected. */
  private connection: NatsConnection | undefined;
  /** The last connection, also while it reconnects: only closing it stops that. */
  private client: NatsConnection | undefined;

  constructor(private readonly settings: NatsClientSettings) {}

  get isUp(): boolean {
    return this.connection !== undefined;
  }

  get isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Starts to connect in the background. */
  open(): void {
    this.running ??= this.run();
  }

  /** @throws {Error} if the client is closed before it connects */
  async connected(): Promise<NatsConnection> {
    while (this.connection === undefined) await once(this.events, 'up', { signal: this.closing.signal });
    return this.connection;
  }

  /** Calls back on each connection, the first included, and with `undefined` on each loss. */
  onChange(listener: (connection: NatsConnection | undefined) => void): void {
    this.events.on('up', listener);
    this.events.on('down', listener);
    if (this.connection !== undefined) listener(this.connection);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.client?.close();
    await this.running;
  }

  private async run(): Promise<void> {
    const { name, logger } = this.settings;
    const options = connectionOptions(this.settings.url, name);
    let logged: string | null = null;
    while (!this.isClosed) {
      try {
        await this.follow(await connect(options));
        logged = null;
      } catch (error) {
        const { fields } = explainConnectionError(error, NATS);
        if (logged !== fields.cause) logger.warn(fields, 'NATS unreachable; retrying');
        logged = fields.cause;
      }
      await pause(RETRY_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  private async follow(connection: NatsConnection): Promise<void> {
    const statuses = connection.status();
    if (this.isClosed) return connection.close();
    this.client = connection;
    this.change(connection);
    for await (const { type } of statuses) {
      if (type === 'reconnect') this.change(connection);
      if (type === 'disconnect') this.change(undefined);
    }
    this.change(undefined);
  }

  private change(connection: NatsConnection | undefined): void {
    if (this.connection === connection) return;
    this.connection = connection;
    const { logger, name } = this.settings;
    if (connection !== undefined) logger.info({ name }, 'NATS connected');
    else if (!this.isClosed) logger.warn({ name }, 'NATS connection lost');
    this.events.emit(connection === undefined ? 'down' : 'up', connection);
  }
}

function connectionOptions({ parts }: ServerAddress, name: string): ConnectionOptions {
  const { host, port, isEncrypted } = parts;
  const { user, password } = parts.credentials?.reveal() ?? { user: '', password: '' };
  return {
    servers: `${isIPv6(host) ? `[${host}]` : host}:${port}`,
    name,
    // Lets a server restrict each service to its own replies.
    inboxPrefix: `_INBOX_${name}`,
    ...(password !== '' && { user, pass: password }),
    ...(password === '' && user !== '' && { token: user }),
    ...(isEncrypted && { tls: {} }),
    timeout: CONNECT_TIMEOUT_MS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    // The operator may be rotating the password.
    ignoreAuthErrorAbort: true,
    pingInterval: PING_EVERY_MS,
    maxPingOut: 2,
  };
}
