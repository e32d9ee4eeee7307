import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import type { Secret } from '#libs/config';
import type { AppLogger } from '#libs/observability';

const RETRY_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
/** A server that hangs is noticed after three of them. */
const PING_EVERY_MS = 5_000;

export interface LinkSettings {
  url: Secret<string>;
  /** As NATS lists the connection; answers come to `_INBOX_<name>`. */
  name: string;
  logger: AppLogger;
}

/** A connection to NATS that comes back for ever: the first attempt may fail, and so may any later one. */
export class NatsClient {
  private readonly events = new EventEmitter().setMaxListeners(0);
  private readonly end = new AbortController();
  private readonly running: Promise<void>;
  /** Set while it is up. */
  private connection: NatsConnection | undefined;
  /** The same, also while it is on its way back: only closing it ends that. */
  private client: NatsConnection | undefined;

  constructor(private readonly settings: LinkSettings) {
    this.running = this.run();
  }

  get isUp(): boolean {
    return this.connection !== undefined;
  }

  get isClosed(): boolean {
    return this.end.signal.aborted;
  }

  /** @throws {Error} when the link is closed before there is a connection */
  async connected(): Promise<NatsConnection> {
    while (this.connection === undefined) await once(this.events, 'up', { signal: this.end.signal });
    return this.connection;
  }

  /** Calls back whenever there is a connection again, also a first one, and when it is lost. */
  onChange(listener: (connection: NatsConnection | undefined) => void): void {
    this.events.on('up', listener);
    this.events.on('down', listener);
    if (this.connection !== undefined) listener(this.connection);
  }

  async close(): Promise<void> {
    this.end.abort();
    await this.client?.close();
    await this.running;
  }

  private async run(): Promise<void> {
    const { name, logger } = this.settings;
    const options = connectionOptions(this.settings.url.reveal(), name);
    let isTold = false;
    while (!this.isClosed) {
      try {
        await this.follow(await connect(options));
        isTold = false;
      } catch (error) {
        if (!isTold) logger.warn({ err: error }, 'NATS can not be reached; trying for ever');
        isTold = true;
      }
      await pause(RETRY_MS, undefined, { signal: this.end.signal }).catch(() => undefined);
    }
  }

  private async follow(connection: NatsConnection): Promise<void> {
    const statuses = connection.status();
    if (this.isClosed) return connection.close();
    this.client = connection;
    this.turn(connection);
    for await (const { type } of statuses) {
      if (type === 'reconnect') this.turn(connection);
      if (type === 'disconnect') this.turn(undefined);
    }
    this.turn(undefined);
  }

  private turn(connection: NatsConnection | undefined): void {
    if (this.connection === connection) return;
    this.connection = connection;
    const { logger, name } = this.settings;
    if (connection !== undefined) logger.info({ name }, 'connected to NATS');
    else if (!this.isClosed) logger.warn({ name }, 'the connection to NATS is lost');
    this.events.emit(connection === undefined ? 'down' : 'up', connection);
  }
}

/** The client takes no credentials from an address. */
function connectionOptions(address: string, name: string): ConnectionOptions {
  const { protocol, host, username, password } = new URL(address);
  const user = decodeURIComponent(username);
  const pass = decodeURIComponent(password);
  return {
    servers: host,
    name,
    // So that a server can keep services from hearing what others are answered.
    inboxPrefix: `_INBOX_${name}`,
    ...(password !== '' && { user, pass }),
    ...(password === '' && username !== '' && { token: user }),
    ...(protocol === 'tls:' && { tls: {} }),
    timeout: CONNECT_TIMEOUT_MS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    // A password that is being changed is no reason to give up.
    ignoreAuthErrorAbort: true,
    pingInterval: PING_EVERY_MS,
    maxPingOut: 2,
  };
}
