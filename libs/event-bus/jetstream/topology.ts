import {
  jetstream,
  JetStreamApiError,
  type Consumer,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { Kvm, type KV } from '@nats-io/kv';
import { setTimeout as pause } from 'node:timers/promises';
import { RequestError } from '@nats-io/transport-node';
import type { AppLogger } from '#libs/observability';
import type { Subject } from '../event-bus.js';
import type { NatsClient } from './nats-client.js';
import { consumerOf, durableOf, KEY_VALUE_BUCKET, STREAM_OF, STREAMS } from './streams.js';

const REQUEST_TIMEOUT_MS = 1_500;
const RETRY_MS = 1_000;
/** NATS 2.9 corrupts a stream that is recreated while the old one is being deleted. */
const SETTLE_MS = 500;
const STREAM_EXISTS_WITH_OTHER_LIMITS = 10_058;
const STREAM_NOT_FOUND = 10_059;
const CONSUMER_NOT_FOUND = 10_014;

export interface Resources {
  client: JetStreamClient;
  bucket: KV;
  consumers: ReadonlyMap<Subject, Consumer>;
}

/** Streams, consumers and the key-value bucket on the server; created whenever they are missing. */
export class Topology {
  private creating: Promise<Resources> | undefined;
  private current: Resources | undefined;

  constructor(
    private readonly nats: NatsClient,
    private readonly logger: AppLogger,
    private readonly ackWaitMs: number,
  ) {}

  get isReady(): boolean {
    return this.current !== undefined;
  }

  /** Recreates the resources on every connection. */
  start(): void {
    this.nats.onChange(() => {
      this.reset();
      void this.prepare();
    });
  }

  /** Resolves with the resources; waits for a connection as long as it takes. */
  ensure(): Promise<Resources> {
    return this.creating ?? this.begin(this.create());
  }

  /** Works with the resources, and retries once after recreating them if one was missing. */
  async use<T>(work: (resources: Resources) => Promise<T>): Promise<T> {
    const resources = await this.ensure();
    try {
      return await work(resources);
    } catch (error) {
      if (!isMissing(error)) throw error;
      this.invalidate(resources);
      return work(await this.ensure());
    }
  }

  /** Recreates the resources, unless newer ones exist. */
  invalidate(resources: Resources): void {
    if (this.current !== resources) return;
    this.current = undefined;
    this.begin(pause(SETTLE_MS).then(() => this.create())).catch(() => this.prepare());
  }

  private begin(creating: Promise<Resources>): Promise<Resources> {
    this.creating = creating;
    void this.settle(creating);
    return creating;
  }

  private async settle(creating: Promise<Resources>): Promise<void> {
    const resources = await creating.catch(() => undefined);
    if (this.creating !== creating) return;
    this.current = resources;
    if (resources === undefined) this.reset();
  }

  private reset(): void {
    this.creating = undefined;
    this.current = undefined;
  }

  private async prepare(): Promise<void> {
    for (let attempts = 0; this.nats.isUp && !this.isReady; attempts += 1) {
      try {
        await this.ensure();
      } catch (error) {
        if (attempts === 0) this.logger.warn({ err: error }, 'NATS streams unavailable; retrying');
        await pause(RETRY_MS);
      }
    }
  }

  private async create(): Promise<Resources> {
    const client = jetstream(await this.nats.connected(), { timeout: REQUEST_TIMEOUT_MS });
    const manager = await client.jetstreamManager();
    for (const stream of STREAMS) await createStream(manager, stream);
    const { bucket: name, ...limits } = KEY_VALUE_BUCKET;
    const bucket = await new Kvm(client).create(name, { ...limits, history: 1 });
    const consumers = new Map<Subject, Consumer>();
    for (const subject of ['mailer.send', 'mailer.report', 'mailer.dead'] as const) {
      await manager.consumers.add(STREAM_OF[subject], consumerOf(subject, this.ackWaitMs));
      consumers.set(subject, await client.consumers.get(STREAM_OF[subject], durableOf(subject)));
    }
    return { client, bucket, consumers };
  }
}

/** Updates a stream that an older release created with other limits. */
async function createStream(manager: JetStreamManager, desired: (typeof STREAMS)[number]): Promise<void> {
  try {
    await manager.streams.add(desired);
  } catch (error) {
    if (!hasCode(error, STREAM_EXISTS_WITH_OTHER_LIMITS)) throw error;
    const { name, retention: _fixed, storage: _fixedToo, ...changes } = desired;
    await manager.streams.update(name, changes);
  }
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const hasNoResponder = error.cause instanceof RequestError && error.cause.isNoResponders();
  return hasNoResponder || hasCode(error, STREAM_NOT_FOUND) || hasCode(error, CONSUMER_NOT_FOUND);
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
