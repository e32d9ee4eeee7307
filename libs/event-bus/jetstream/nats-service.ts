import { randomUUID } from 'node:crypto';
import type { Msg, NatsConnection } from '@nats-io/transport-node';

/** Response of a service to a request on each subject. */
export type Endpoints = Record<string, () => object>;

const VERBS = ['PING', 'INFO', 'STATS'] as const;
const QUEUE_GROUP = 'q';

/**
 * NATS micro service (ADR-32) on plain subscriptions: `@nats-io/services` requires an older client.
 * https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md
 */
export class NatsService {
  private readonly id = randomUUID();
  private readonly started = new Date().toISOString();
  private readonly requests = new Map<string, { count: number; nanoseconds: number }>();

  constructor(
    private readonly name: string,
    private readonly version: string,
    private readonly endpoints: Endpoints,
  ) {
    for (const subject of Object.keys(endpoints)) this.requests.set(subject, { count: 0, nanoseconds: 0 });
  }

  /** Subscribes on a new connection, which restores the subscriptions when it reconnects. */
  listen(connection: NatsConnection): void {
    for (const verb of VERBS) {
      for (const suffix of ['', `.${this.name}`, `.${this.name}.${this.id}`]) {
        const callback = respondWith(() => this.describe(verb));
        connection.subscribe(`$SRV.${verb}${suffix}`, { callback });
      }
    }
    for (const [subject, endpoint] of Object.entries(this.endpoints)) {
      const callback = respondWith(() => this.measure(subject, endpoint));
      connection.subscribe(subject, { queue: QUEUE_GROUP, callback });
    }
  }

  private measure(subject: string, endpoint: () => object): object {
    const begin = process.hrtime.bigint();
    const result = endpoint();
    const requests = this.requests.get(subject);
    if (requests !== undefined) {
      requests.count += 1;
      requests.nanoseconds += Number(process.hrtime.bigint() - begin);
    }
    return result;
  }

  private describe(verb: (typeof VERBS)[number]): object {
    const identity = {
      type: `io.nats.micro.v1.${verb.toLowerCase()}_response`,
      name: this.name,
      id: this.id,
      version: this.version,
      metadata: {},
    };
    if (verb === 'PING') return identity;
    if (verb === 'INFO') return { ...identity, description: '', endpoints: this.endpointInfo() };
    return { ...identity, started: this.started, endpoints: this.endpointStats() };
  }

  private endpointInfo(): object[] {
    return [...this.requests.keys()].map((subject) => ({
      name: subject.replaceAll('.', '-'),
      subject,
      queue_group: QUEUE_GROUP,
    }));
  }

  private endpointStats(): object[] {
    return [...this.requests].map(([subject, { count, nanoseconds }]) => ({
      name: subject.replaceAll('.', '-'),
      subject,
      queue_group: QUEUE_GROUP,
      num_requests: count,
      num_errors: 0,
      last_error: '',
      processing_time: nanoseconds,
      average_processing_time: count === 0 ? 0 : Math.round(nanoseconds / count),
    }));
  }
}

function respondWith(create: () => object): (error: Error | null, message: Msg) => void {
  return (error, message) => {
    if (error === null) message.respond(JSON.stringify(create()));
  };
}
