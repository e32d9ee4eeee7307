import pTimeout from 'p-timeout';
import type { ServerAddress } from '#libs/config';
import { silentLogger, withSpan, type AppLogger } from '#libs/observability';
import {
  EventBusUnavailableError,
  type EventBus,
  type EventHandler,
  type KeyValueStore,
  type NatsState,
  type QueueState,
  type Subject,
  type Subscription,
} from './event-bus.js';
import { JetStreamSubscription } from './jetstream/jetstream-subscription.js';
import { JetStreamKeyValueStore } from './jetstream/jetstream.key-value-store.js';
import { NatsService, type Endpoints } from './jetstream/nats-service.js';
import { NatsClient } from './jetstream/nats-client.js';
import { traceHeaders } from './jetstream/trace-headers.js';
import { ACK_WAIT_MS } from './jetstream/streams.js';
import { Topology } from './jetstream/topology.js';

const PUBLISH_TIMEOUT_MS = 1_900;
const FAILURE_RETRY_MS = 10_000;

export interface JetStreamSettings {
  /** `nats://` or `tls://`, with user and password or with a token if the server requires them. */
  url: ServerAddress;
  /** Connection name without dots or spaces; NATS must permit it to subscribe to `_INBOX_<name>.>`. */
  name: string;
  logger?: AppLogger;
  /** Delay before a message whose handler threw is delivered again; 10 s by default. */
  failureRetryMs?: number;
  /** Time without a heartbeat after which another consumer gets a message; 30 s by default. */
  ackWaitMs?: number;
}

/**
 * Event bus between processes: NATS 2.9 or newer with JetStream. Creates missing streams, consumers and the key-value
 * bucket, also after NATS lost its disk, and reconnects forever.
 *
 * @example
 * const bus = JetStreamEventBus.connect({ url: config.natsUrl, name: 'core', logger });
 */
export class JetStreamEventBus implements EventBus {
  readonly keyValue: KeyValueStore;
  private readonly nats: NatsClient;
  private readonly topology: Topology;
  private readonly settings: Required<JetStreamSettings>;
  private readonly subscriptions: { subject: Subject; subscription: Subscription }[] = [];

  private constructor(settings: JetStreamSettings) {
    this.settings = {
      logger: silentLogger,
      failureRetryMs: FAILURE_RETRY_MS,
      ackWaitMs: ACK_WAIT_MS,
      ...settings,
    };
    const { url, name, logger, ackWaitMs } = this.settings;
    this.nats = new NatsClient({ url, name, logger });
    this.topology = new Topology(this.nats, logger, ackWaitMs);
    this.keyValue = new JetStreamKeyValueStore(this.topology, PUBLISH_TIMEOUT_MS);
  }

  /** Starts to connect and returns at once; `isConnected()` reports the state. */
  static connect(settings: JetStreamSettings): JetStreamEventBus {
    const bus = new JetStreamEventBus(settings);
    bus.topology.start();
    bus.nats.open();
    return bus;
  }

  async publish(subject: Subject, messageId: string, data: Uint8Array): Promise<void> {
    const store = () => {
      const options = { msgID: messageId, headers: traceHeaders() };
      return this.topology.use(({ client }) => client.publish(subject, data, options));
    };
    try {
      await withSpan('publish', subject, () => pTimeout(store(), { milliseconds: PUBLISH_TIMEOUT_MS }));
    } catch (cause) {
      throw new EventBusUnavailableError(cause);
    }
  }

  /** Returns at once; messages arrive while NATS is connected. */
  consume(subject: Subject, concurrency: number, handler: EventHandler): Subscription {
    const { failureRetryMs, logger, ackWaitMs } = this.settings;
    const settings = { subject, concurrency, handler, failureRetryMs, ackWaitMs, logger };
    const subscription = new JetStreamSubscription(this.topology, settings);
    this.subscriptions.push({ subject, subscription });
    subscription.start();
    return subscription;
  }

  /** Registers a NATS micro service, which also responds to `$SRV.PING`, `$SRV.INFO` and `$SRV.STATS`. */
  serve(name: string, version: string, endpoints: Endpoints): void {
    const service = new NatsService(name, version, endpoints);
    const known = new WeakSet<object>();
    this.nats.onChange((connection) => {
      if (connection === undefined || known.has(connection)) return;
      known.add(connection);
      service.listen(connection);
    });
  }

  isConnected(): boolean {
    return this.nats.isUp && this.topology.isReady;
  }

  get natsState(): NatsState {
    return this.isConnected() ? 'up' : 'down';
  }

  /** @throws {EventBusUnavailableError} while NATS is not connected */
  async queueStates(): Promise<ReadonlyMap<Subject, QueueState>> {
    if (!this.isConnected()) throw new EventBusUnavailableError(new Error('not connected'));
    const { consumers } = await this.topology.ensure();
    const states = new Map<Subject, QueueState>();
    for (const subject of new Set(this.subscriptions.map((entry) => entry.subject))) {
      const info = await consumers.get(subject)?.info();
      if (info === undefined) continue;
      const { num_pending: pending, num_ack_pending: unacknowledged, num_redelivered: redelivered } = info;
      states.set(subject, { pending, unacknowledged, redelivered });
    }
    return states;
  }

  /** Waits for running handlers. */
  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map(({ subscription }) => subscription.stop()));
    await this.nats.close();
  }
}
