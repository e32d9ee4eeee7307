import { Redis } from 'ioredis';
import pTimeout from 'p-timeout';
import type { Secret } from '#libs/config';
import { withSpan, type AppLogger } from '#libs/observability';
import { commandDuration, fallbacks, showRedis } from './redis.metrics.js';

/** No request waits longer for Redis, however many commands it takes. */
const ANSWER_TIMEOUT_MS = 150;
/** Each command has its own time, which ends none that follow. */
const IN_TIME = { milliseconds: ANSWER_TIMEOUT_MS };
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT = { leastMs: 100, mostMs: 2_000 };

/** What Redis is asked for, as spans name it. */
type RedisOperation = 'limit' | 'put' | 'take';

/**
 * A connection to Redis that costs nobody time: a command fails at once while there is none, and after 150 ms when Redis
 * hangs. From the first that failed on, nobody asks until Redis has answered a PING, for which nobody waits; when it does
 * not, the connection is given up and made anew, however long that takes. So the connection is the circuit breaker.
 */
export class RedisConnection {
  readonly client: Redis;
  /** A command failed, and Redis has not shown since that it works. */
  private isDoubted = false;
  private hasComplained = false;
  private wasUp: boolean | null = null;
  private lastFault = 'the connection was closed';

  constructor(
    url: Secret<string>,
    private readonly logger: AppLogger,
  ) {
    this.client = new Redis(url.reveal(), {
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      disconnectTimeout: ANSWER_TIMEOUT_MS,
      retryStrategy: (times) => Math.min(RECONNECT.leastMs * 2 ** Math.min(times, 10), RECONNECT.mostMs),
      connectionName: 'onasty',
    });
    showRedis(this);
    this.client.on('ready', () => this.opened());
    this.client.on('close', () => this.closed());
    // Told when the connection closes, once for each outage. Without a listener it would be printed each time.
    this.client.on('error', (fault) => (this.lastFault = reasonOf(fault)));
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
    return this.client.status === 'ready' && !this.isDoubted;
  }

  /**
   * Runs one command or several, or what to do instead when Redis can't be asked or has not done all of it in time.
   *
   * @example
   * const value = await redis.ask('take', (client) => client.getdel(key), () => null);
   */
  async ask<Value>(
    operation: RedisOperation,
    work: (client: Redis) => Promise<Value>,
    otherwise: () => Value,
  ): Promise<Value> {
    if (!this.isUp) return fallBack(otherwise);
    try {
      return await withSpan('redis', operation, () => pTimeout(work(this.client), IN_TIME), showDuration);
    } catch (fault) {
      void this.doubt(fault);
      return fallBack(otherwise);
    }
  }

  close(): void {
    this.client.removeAllListeners('close');
    this.client.disconnect();
  }

  private async doubt(fault: unknown): Promise<void> {
    if (this.isDoubted) return;
    this.isDoubted = true;
    const isThere = await this.client.ping().then(
      () => true,
      () => false,
    );
    if (isThere) {
      this.isDoubted = false;
      this.complain(fault);
    } else if (this.client.status === 'ready') {
      this.lastFault = reasonOf(fault);
      this.client.disconnect(true);
    }
  }

  /** Redis answers, but not to what it was asked: out of memory, say, or the user may not. Told once a connection. */
  private complain(fault: unknown): void {
    if (this.hasComplained) return;
    this.hasComplained = true;
    this.logger.warn({ reason: reasonOf(fault) }, 'Redis did not do what it was asked');
  }

  private opened(): void {
    this.isDoubted = false;
    this.hasComplained = false;
    if (this.wasUp !== true) this.logger.info({}, 'Redis is there');
    this.wasUp = true;
  }

  private closed(): void {
    if (this.wasUp === false) return;
    this.wasUp = false;
    const message = 'Redis is not there: limits are counted in the memory of this process';
    this.logger.warn({ reason: this.lastFault }, message);
  }
}

function showDuration(ms: number): void {
  commandDuration.observe(ms / 1_000);
}

function fallBack<Value>(otherwise: () => Value): Value {
  fallbacks.inc();
  return otherwise();
}

/** The message alone: these errors also carry the command, and with it the password or a value. */
function reasonOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : 'unknown';
}
