import { Redis } from 'ioredis';
import type { Secret } from '#libs/config';

/** No request waits longer for Redis. */
const ANSWER_TIMEOUT_MS = 150;
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT = { leastMs: 100, mostMs: 2_000 };
/** So many unanswered commands, one after the other, and the connection is given up. */
const MAX_TIMEOUTS = 5;

/** The part of a logger that this library writes to; pino's has it. */
export interface CacheLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * A connection to Redis that costs nobody time: a command fails at once while there is none, and after 150 ms when Redis
 * hangs. After five such waits the connection is given up, and the next one counts only once Redis has answered on it; so
 * the connection is the circuit breaker. It comes back by itself, however long Redis was away.
 */
export class RedisConnection {
  readonly client: Redis;
  private timeouts = 0;
  private wasUp = false;

  constructor(
    url: Secret<string>,
    private readonly logger: CacheLogger,
  ) {
    this.client = new Redis(url.reveal(), {
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(RECONNECT.leastMs * 2 ** Math.min(times, 10), RECONNECT.mostMs),
      connectionName: 'onasty',
    });
    this.client.on('ready', () => this.changed(true));
    this.client.on('close', () => this.changed(false));
    // Told by the above, once for each change. Without a listener it would be printed each time.
    this.client.on('error', () => undefined);
  }

  /** Resolves when the first try to connect has ended, however it did. */
  firstTry(): Promise<void> {
    return new Promise((resolve) => {
      this.client.once('ready', () => resolve());
      this.client.once('close', () => resolve());
      setTimeout(resolve, CONNECT_TIMEOUT_MS).unref();
    });
  }

  get isUp(): boolean {
    return this.client.status === 'ready';
  }

  /**
   * Runs a command, or what to do instead when Redis can't be asked.
   *
   * @example
   * const value = await redis.ask((client) => client.getdel(key), () => null);
   */
  async ask<Value>(command: (client: Redis) => Promise<Value>, otherwise: () => Value): Promise<Value> {
    if (!this.isUp) return otherwise();
    try {
      const value = await command(this.client);
      this.timeouts = 0;
      return value;
    } catch {
      this.countFailure();
      return otherwise();
    }
  }

  /** To be called for a command of another library that got no answer. */
  countFailure(): void {
    this.timeouts += 1;
    if (this.timeouts < MAX_TIMEOUTS || !this.isUp) return;
    this.timeouts = 0;
    this.client.disconnect(true);
  }

  close(): void {
    this.client.removeAllListeners('close');
    this.client.disconnect();
  }

  private changed(isUp: boolean): void {
    if (isUp === this.wasUp) return;
    this.wasUp = isUp;
    if (isUp) this.logger.info({}, 'Redis is there');
    else this.logger.warn({}, 'Redis is gone: limits are counted in the memory of this process');
  }
}
