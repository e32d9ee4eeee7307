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
import { consumerOf, durableOf, MARKS, STREAM_OF, STREAMS } from './streams.js';

const REQUEST_TIMEOUT_MS = 1_500;
const RETRY_MS = 1_000;
/** NATS 2.9 damages a stream that is made again while it still deletes the old one. */
const SETTLE_MS = 500;
const STREAM_EXISTS_OTHERWISE = 10_058;
const STREAM_NOT_FOUND = 10_059;
const CONSUMER_NOT_FOUND = 10_014;

export interface Parts {
  client: JetStreamClient;
  marks: KV;
  consumers: ReadonlyMap<Subject, Consumer>;
}

/** The streams, consumers and the bucket on the server: made when they are missing, however they went. */
export class Topology {
  private making: Promise<Parts> | undefined;
  private made: Parts | undefined;

  constructor(
    private readonly link: NatsClient,
    private readonly logger: AppLogger,
    private readonly ackWaitMs: number,
  ) {
    link.onChange(() => {
      this.reset();
      void this.prepare();
    });
  }

  get isReady(): boolean {
    return this.made !== undefined;
  }

  /** Waits for a connection for ever. */
  ensure(): Promise<Parts> {
    return this.making ?? this.begin(this.make());
  }

  private begin(making: Promise<Parts>): Promise<Parts> {
    this.making = making;
    void this.note(making);
    return making;
  }

  private async note(making: Promise<Parts>): Promise<void> {
    const parts = await making.catch(() => undefined);
    if (this.making !== making) return;
    this.made = parts;
    if (parts === undefined) this.reset();
  }

  /** Works with the parts, and once again when one of them was missing. */
  async use<T>(work: (parts: Parts) => Promise<T>): Promise<T> {
    const parts = await this.ensure();
    try {
      return await work(parts);
    } catch (error) {
      if (!isMissing(error)) throw error;
      this.forget(parts);
      return work(await this.ensure());
    }
  }

  /** Looks after the parts again, unless that was done since these. */
  forget(parts: Parts): void {
    if (this.made !== parts) return;
    this.made = undefined;
    this.begin(pause(SETTLE_MS).then(() => this.make())).catch(() => this.prepare());
  }

  private reset(): void {
    this.making = undefined;
    this.made = undefined;
  }

  private async prepare(): Promise<void> {
    for (let tries = 0; this.link.isUp && !this.isReady; tries += 1) {
      try {
        await this.ensure();
      } catch (error) {
        if (tries === 0) this.logger.warn({ err: error }, 'NATS gives no streams yet; trying on');
        await pause(RETRY_MS);
      }
    }
  }

  private async make(): Promise<Parts> {
    const client = jetstream(await this.link.connected(), { timeout: REQUEST_TIMEOUT_MS });
    const manager = await client.jetstreamManager();
    for (const wanted of STREAMS) await makeStream(manager, wanted);
    const { bucket, ...limits } = MARKS;
    const marks = await new Kvm(client).create(bucket, { ...limits, history: 1 });
    const consumers = new Map<Subject, Consumer>();
    for (const subject of ['mailer.send', 'mailer.report', 'mailer.dead'] as const) {
      await manager.consumers.add(STREAM_OF[subject], consumerOf(subject, this.ackWaitMs));
      consumers.set(subject, await client.consumers.get(STREAM_OF[subject], durableOf(subject)));
    }
    return { client, marks, consumers };
  }
}

/** An older release may have left it with other limits. */
async function makeStream(manager: JetStreamManager, wanted: (typeof STREAMS)[number]): Promise<void> {
  try {
    await manager.streams.add(wanted);
  } catch (error) {
    if (!hasCode(error, STREAM_EXISTS_OTHERWISE)) throw error;
    const { name, retention: _fixed, storage: _too, ...changes } = wanted;
    await manager.streams.update(name, changes);
  }
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isUnheard = error.cause instanceof RequestError && error.cause.isNoResponders();
  return isUnheard || hasCode(error, STREAM_NOT_FOUND) || hasCode(error, CONSUMER_NOT_FOUND);
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
