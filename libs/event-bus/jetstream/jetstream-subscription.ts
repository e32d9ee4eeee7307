import { setTimeout as pause } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { runInTraceContext, withSpan, type AppLogger } from '#libs/observability';
import {
  retryAfter,
  type EventHandler,
  type HandlerResult,
  type Subject,
  type Subscription,
} from '../event-bus.js';
import { traceContextOf } from './trace-headers.js';
import type { Topology } from './topology.js';

/** Lifetime of a pull request; bounds how long a pull that NATS forgot goes unnoticed. */
const PULL_MS = 5_000;
const RETRY_MS = 500;
/** Three per acknowledgement timeout, so that one may be late. */
const HEARTBEATS_PER_ACK_WAIT = 3;

export interface SubscriptionSettings {
  subject: Subject;
  concurrency: number;
  handler: EventHandler;
  /** Delay before a message whose handler threw is delivered again. */
  failureRetryMs: number;
  /** Time without a heartbeat after which NATS delivers a message to another consumer. */
  ackWaitMs: number;
  logger: AppLogger;
}

/**
 * Pull consumer with one worker for each concurrent handler. Each worker pulls one message at a time, so no message waits
 * here while another consumer could handle it.
 */
export class JetStreamSubscription implements Subscription {
  private readonly pulls = new Set<ConsumerMessages>();
  private readonly handling = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly topology: Topology,
    private readonly settings: SubscriptionSettings,
  ) {}

  start(): void {
    for (let worker = 0; worker < this.settings.concurrency; worker += 1) void this.work();
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
        // The connection, stream or consumer is gone; the topology restores it.
        await pause(RETRY_MS);
      }
    }
  }

  private async next(): Promise<JsMsg | null> {
    const resources = await this.topology.ensure();
    const consumer = resources.consumers.get(this.settings.subject);
    const pull = await consumer?.fetch({ max_messages: 1, expires: PULL_MS });
    if (pull === undefined || this.isStopped) return null;
    this.pulls.add(pull);
    try {
      for await (const message of pull) return message;
      return null;
    } catch (error) {
      this.topology.invalidate(resources);
      throw error;
    } finally {
      this.pulls.delete(pull);
    }
  }

  private async take(message: JsMsg): Promise<void> {
    if (this.isStopped) return message.nak();
    const handling = runInTraceContext(traceContextOf(message.headers), () => this.handle(message));
    this.handling.add(handling);
    await handling;
    this.handling.delete(handling);
  }

  /** Never throws: NATS delivers an unacknowledged message again. */
  private async handle(message: JsMsg): Promise<void> {
    const { subject, logger } = this.settings;
    const result = await this.withHeartbeat(message, () => this.resultOf(message.data));
    try {
      if (result.kind === 'ack') await message.ackAck();
      else message.nak(Math.ceil(Math.max(result.afterMs, 0)));
    } catch (error) {
      logger.warn({ err: error, subject }, 'message not acknowledged; awaiting redelivery');
    }
  }

  /** Extends the acknowledgement timeout while the handler runs, so that it can be short. */
  private async withHeartbeat<T>(message: JsMsg, work: () => Promise<T>): Promise<T> {
    const beat = () => {
      try {
        message.working();
      } catch {
        // The connection is closed: NATS delivers the message to another consumer.
      }
    };
    const timer = setInterval(beat, this.settings.ackWaitMs / HEARTBEATS_PER_ACK_WAIT);
    return work().finally(() => clearInterval(timer));
  }

  private async resultOf(data: Uint8Array): Promise<HandlerResult> {
    const { subject, handler, failureRetryMs, logger } = this.settings;
    try {
      return await withSpan('process', subject, () => handler(data));
    } catch (error) {
      logger.error({ err: error, subject }, 'message handler failed; will retry');
      return retryAfter(failureRetryMs);
    }
  }
}
