import { setTimeout as pause } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { runInTraceContext, withSpan } from '#libs/observability';
import type { AppLogger } from '#libs/observability';
import type { EventHandler, Subject, Subscription, HandlerResult } from '../event-bus.js';
import { originOf } from './trace-headers.js';
import type { Topology } from './topology.js';

/** A pull is renewed this often; one that NATS forgot is noticed about as soon. */
const PULL_MS = 5_000;
const RETRY_MS = 500;
/** So that one of them may be late. */
const WORDS_IN_ACK_WAIT = 3;

export interface ConsumptionSettings {
  subject: Subject;
  concurrency: number;
  handler: EventHandler;
  /** How long a message waits whose handler threw. */
  faultRetryMs: number;
  /** After so long without a word NATS gives a message to another consumer. */
  ackWaitMs: number;
  logger: AppLogger;
}

/**
 * Takes messages one at a time for each place that is free: none waits here while another consumer could have it, and
 * its time to be acknowledged begins when its handler does.
 */
export class JetStreamSubscription implements Subscription {
  private readonly pulls = new Set<ConsumerMessages>();
  private readonly handling = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly topology: Topology,
    private readonly settings: ConsumptionSettings,
  ) {
    for (let place = 0; place < settings.concurrency; place += 1) void this.work();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const pull of this.pulls) pull.stop();
    await Promise.all(this.handling);
  }

  private async work(): Promise<void> {
    while (!this.isStopped) {
      try {
        const message = await this.next();
        if (message !== null) await this.take(message);
      } catch {
        // The connection, the stream or the consumer is gone: all of them come back, or are made again.
        await pause(RETRY_MS);
      }
    }
  }

  private async next(): Promise<JsMsg | null> {
    const parts = await this.topology.ensure();
    const consumer = parts.consumers.get(this.settings.subject);
    const pull = await consumer?.fetch({ max_messages: 1, expires: PULL_MS });
    if (pull === undefined || this.isStopped) return null;
    this.pulls.add(pull);
    try {
      for await (const message of pull) return message;
      return null;
    } catch (error) {
      this.topology.forget(parts);
      throw error;
    } finally {
      this.pulls.delete(pull);
    }
  }

  private async take(message: JsMsg): Promise<void> {
    if (this.isStopped) return message.nak();
    const handling = runInTraceContext(originOf(message.headers), () => this.handle(message));
    this.handling.add(handling);
    await handling;
    this.handling.delete(handling);
  }

  /** Never throws: a message that could not be settled comes again. */
  private async handle(message: JsMsg): Promise<void> {
    const { subject, logger } = this.settings;
    const verdict = await this.working(message, () => this.verdictOn(message.data));
    try {
      if (verdict.kind === 'done') await message.ackAck();
      else message.nak(Math.ceil(Math.max(verdict.afterMs, 0)));
    } catch (error) {
      logger.warn({ err: error, subject }, 'a message could not be settled and comes again');
    }
  }

  /** NATS hears in time that it is worked on, and so gives it to another soon after this process is gone. */
  private async working<T>(message: JsMsg, work: () => Promise<T>): Promise<T> {
    const tell = () => {
      try {
        message.working();
      } catch {
        // The connection is closed: NATS gives it to another, as it should.
      }
    };
    const telling = setInterval(tell, this.settings.ackWaitMs / WORDS_IN_ACK_WAIT);
    return work().finally(() => clearInterval(telling));
  }

  private async verdictOn(data: Uint8Array): Promise<HandlerResult> {
    const { subject, handler, faultRetryMs, logger } = this.settings;
    try {
      return await withSpan('process', subject, () => handler(data));
    } catch (error) {
      logger.error({ err: error, subject }, 'a message could not be handled and comes again');
      return { kind: 'again', afterMs: faultRetryMs };
    }
  }
}
