import { Redis, ReplyError } from 'ioredis';
import pTimeout from 'p-timeout';
import type { ServerAddress } from '#libs/config';
import {
  errorMessage,
  explainConnectionError,
  withSpan,
  type AppLogger,
  type ConfiguredService,
} from '#libs/observability';
import { commandDuration, fallbacks } from './redis.metrics.js';

/** Applies to a whole operation, however many commands it sends. */
const OPERATION_TIMEOUT_MS = 150;
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 2_000;

const CLOSED = new Error('the connection was closed');
const REDIS: ConfiguredService = {
  name: 'Redis',
  variable: 'REDIS_URL',
  schemes: 'rediss:// for a port with TLS, redis:// for one without',
  withoutTls: 'use redis:// and set PRIVATE_NETWORK=true in a private network',
};

type RedisOperation = 'limit' | 'put' | 'take';

/** Never delays a request for long: fails at once while disconnected or until a PING follows a failure. */
export class RedisConnection {
  readonly client: Redis;
  /** An operation failed, and no PING has succeeded since. */
  private isSuspect = false;
  private hasLoggedRejection = false;
  private wasUp: boolean | null = null;
  /** The first since Redis responded: later ones follow from it. */
  private firstError: unknown = null;

  constructor(
    url: ServerAddress,
    private readonly logger: AppLogger,
  ) {
    this.client = new Redis(url.reveal(), {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: OPERATION_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      disconnectTimeout: OPERATION_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(RECONNECT_MIN_MS * 2 ** Math.min(times, 10), RECONNECT_MAX_MS),
      connectionName: 'onasty',
    });
  }

  async open(): Promise<void> {
    this.client.on('ready', () => this.onReady());
    this.client.on('close', () => this.onClose());
    // Logged when the connection closes, once per outage. Without a listener, ioredis prints each error.
    this.client.on('error', (error) => this.onError(error));
    const attempt = this.client.connect().catch(() => undefined);
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, CONNECT_TIMEOUT_MS).unref());
    await Promise.race([attempt, timeout]);
  }

  get isUp(): boolean {
    return this.client.status === 'ready' && !this.isSuspect;
  }

  /** Runs one or more commands; returns the fallback if Redis takes over 150 ms, and at once if it is unavailable. */
  run<Value>(
    operation: RedisOperation,
    work: (client: Redis) => Promise<Value>,
    fallback: () => Value,
  ): Value | Promise<Value> {
    return this.isUp ? this.runCommands(operation, work, fallback) : useFallback(fallback);
  }

  close(): void {
    this.client.removeAllListeners('close');
    this.client.disconnect();
  }

  private async runCommands<Value>(
    operation: RedisOperation,
    work: (client: Redis) => Promise<Value>,
    fallback: () => Value,
  ): Promise<Value> {
    const inTime = () => pTimeout(work(this.client), { milliseconds: OPERATION_TIMEOUT_MS });
    try {
      return await withSpan('redis', operation, inTime, (ms) => commandDuration.observe(ms / 1_000));
    } catch (error) {
      void this.probe(error);
      return useFallback(fallback);
    }
  }

  private async probe(reason: unknown): Promise<void> {
    if (this.isSuspect) return;
    this.isSuspect = true;
    const isResponding = await this.client.ping().then(
      () => true,
      () => false,
    );
    if (isResponding) {
      this.isSuspect = false;
      this.logRejection(reason);
    } else if (this.client.status === 'ready') {
      this.firstError ??= reason;
      this.client.disconnect(true);
    }
  }

  /** Redis responds but rejects the command: out of memory, say. Logged once per connection. */
  private logRejection(error: unknown): void {
    if (this.hasLoggedRejection) return;
    this.hasLoggedRejection = true;
    // The error itself also holds the command, with a password or a value.
    this.logger.warn({ reason: errorMessage(error) }, 'Redis rejected a command');
  }

  /** ioredis would use database 0, which may be another program's, if the server lacks the one of the URL. */
  private onError(error: unknown): void {
    this.firstError ??= error;
    if (error instanceof ReplyError && Object(error).command?.name === 'select') this.client.disconnect(true);
  }

  private onReady(): void {
    if (this.client.status !== 'ready') return;
    this.isSuspect = false;
    this.firstError = null;
    this.hasLoggedRejection = false;
    if (this.wasUp !== true) this.logger.info({}, 'Redis connected');
    this.wasUp = true;
  }

  private onClose(): void {
    if (this.wasUp === false) return;
    this.wasUp = false;
    const { fields } = explainConnectionError(this.firstError ?? CLOSED, REDIS);
    this.logger.warn(fields, 'Redis unavailable; counting limits in process');
  }
}

function useFallback<Value>(fallback: () => Value): Value {
  fallbacks.inc();
  return fallback();
}
