import pTimeout from 'p-timeout';
import type { Secret } from '#libs/config';
import { withSpan } from '#libs/observability';
import {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type KeyValueStore,
  type NatsState,
  type Subject,
  type Subscription,
} from './event-bus.js';
import { silentLogger, type AppLogger } from '#libs/observability';
import { JetStreamSubscription } from './jetstream/jetstream-subscription.js';
import { showConnection, showQueue, type QueueState } from './jetstream/jetstream.metrics.js';
import { JetStreamMarks } from './jetstream/jetstream.key-value-store.js';
import { NatsService, type Endpoints } from './jetstream/nats-service.js';
import { NatsClient } from './jetstream/nats-client.js';
import { originHeaders } from './jetstream/trace-headers.js';
import { ACK_WAIT_MS } from './jetstream/streams.js';
import { Topology } from './jetstream/topology.js';

const PUBLISH_TIMEOUT_MS = 1_900;
const FAULT_RETRY_MS = 10_000;

export interface JetStreamSettings {
  /** nats:// or tls://, with a user and a password or with a token if need be. */
  url: Secret<string>;
  /** As NATS lists the connection, without dots or spaces; it has to be allowed to subscribe to `_INBOX_<name>.>`. */
  name: string;
  logger?: AppLogger;
  /** How long a message waits whose handler threw; 10 s unless told. */
  faultRetryMs?: number;
  /** How long NATS waits for word of a message before another consumer gets it; 30 s unless told. */
  ackWaitMs?: number;
}

/**
 * The event bus between processes: NATS 2.9 or newer with JetStream. It makes its streams, consumers and the bucket of
 * marks when they are missing, also after NATS lost its disk, and comes back by itself however long NATS is away.
 *
 * @example
 * const bus = JetStreamEventBus.connect({ url: config.natsUrl, name: 'core', logger });
 */
export class JetStreamEventBus implements EventBus {
  readonly marks: KeyValueStore;
  private readonly link: NatsClient;
  private readonly topology: Topology;
  private readonly settings: Required<JetStreamSettings>;
  private readonly subscriptions = new Set<Subscription>();

  private constructor(settings: JetStreamSettings) {
    this.settings = {
      logger: silentLogger,
      faultRetryMs: FAULT_RETRY_MS,
      ackWaitMs: ACK_WAIT_MS,
      ...settings,
    };
    const { url, name, logger, ackWaitMs } = this.settings;
    this.link = new NatsClient({ url, name, logger });
    this.topology = new Topology(this.link, logger, ackWaitMs);
    this.marks = new JetStreamMarks(this.topology, PUBLISH_TIMEOUT_MS);
    showConnection(this);
  }

  /** Returns at once, whether NATS is there or not; `isConnected()` tells. */
  static connect(settings: JetStreamSettings): JetStreamEventBus {
    return new JetStreamEventBus(settings);
  }

  async publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void> {
    const store = () => {
      const options = { msgID: messageId, headers: originHeaders() };
      return this.topology.use(({ client }) => client.publish(subject, data, options));
    };
    try {
      await withSpan('publish', subject, () => pTimeout(store(), { milliseconds: PUBLISH_TIMEOUT_MS }));
    } catch (cause) {
      throw new EventBusUnavailableError(cause);
    }
  }

  /** Returns at once; messages come when NATS is there. */
  // oxlint-disable-next-line typescript/require-await -- as the interface has it
  async consume(subject: Subject, concurrency: number, handler: EventHandler): Promise<Subscription> {
    const { faultRetryMs, logger, ackWaitMs } = this.settings;
    const consumption = new JetStreamSubscription(this.topology, {
      subject,
      concurrency,
      handler,
      faultRetryMs,
      ackWaitMs,
      logger,
    });
    this.subscriptions.add(consumption);
    showQueue(subject, () => this.queueOf(subject));
    return consumption;
  }

  /**
   * Registers a NATS micro service, which answers `$SRV.PING`, `$SRV.INFO` and `$SRV.STATS`.
   *
   * @param endpoints what is answered, in JSON, to a request on each subject
   */
  serve(name: string, version: string, endpoints: Endpoints): void {
    const service = new NatsService(name, version, endpoints);
    const heard = new WeakSet<object>();
    this.link.onChange((connection) => {
      if (connection === undefined || heard.has(connection)) return;
      heard.add(connection);
      service.listen(connection);
    });
  }

  isConnected(): boolean {
    return this.link.isUp && this.topology.isReady;
  }

  get natsState(): NatsState {
    return this.isConnected() ? 'up' : 'down';
  }

  private async queueOf(subject: Subject): Promise<QueueState> {
    if (!this.isConnected()) throw new EventBusUnavailableError(new Error('it is not connected'));
    const { consumers } = await this.topology.ensure();
    const info = await consumers.get(subject)?.info();
    if (info === undefined) throw new Error(`nobody takes ${subject}`);
    const { num_pending: pending, num_ack_pending: unacknowledged, num_redelivered: redelivered } = info;
    return { pending, unacknowledged, redelivered };
  }

  /** Waits for the handlers that run. */
  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.link.close();
  }
}
