import { randomUUID } from 'node:crypto';
import type { Msg, NatsConnection } from '@nats-io/transport-node';

/** Answers of a service, by the subject that asks for it. */
export type Endpoints = Record<string, () => object>;

const VERBS = ['PING', 'INFO', 'STATS'] as const;
const QUEUE_GROUP = 'q';

/**
 * A service that `nats micro` lists and asks: the answers of ADR-32 by plain subscriptions, since the
 * `@nats-io/services` that there is was made for an older client.
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

  /** To be called once for each connection, which makes the subscriptions again when it comes back. */
  listen(connection: NatsConnection): void {
    for (const verb of VERBS) {
      for (const suffix of ['', `.${this.name}`, `.${this.name}.${this.id}`]) {
        const callback = answer(() => this.about(verb));
        connection.subscribe(`$SRV.${verb}${suffix}`, { callback });
      }
    }
    for (const [subject, endpoint] of Object.entries(this.endpoints)) {
      const callback = answer(() => this.counted(subject, endpoint));
      connection.subscribe(subject, { queue: QUEUE_GROUP, callback });
    }
  }

  private counted(subject: string, endpoint: () => object): object {
    const begin = process.hrtime.bigint();
    const result = endpoint();
    const requests = this.requests.get(subject);
    if (requests !== undefined) {
      requests.count += 1;
      requests.nanoseconds += Number(process.hrtime.bigint() - begin);
    }
    return result;
  }

  private about(verb: (typeof VERBS)[number]): object {
    const identity = {
      type: `io.nats.micro.v1.${verb.toLowerCase()}_response`,
      name: this.name,
      id: this.id,
      version: this.version,
      metadata: {},
    };
    if (verb === 'PING') return identity;
    if (verb === 'INFO') return { ...identity, description: '', endpoints: this.described() };
    return { ...identity, started: this.started, endpoints: this.measured() };
  }

  private described(): object[] {
    return [...this.requests.keys()].map((subject) => ({
      name: subject.replaceAll('.', '-'),
      subject,
      queue_group: QUEUE_GROUP,
    }));
  }

  private measured(): object[] {
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

function answer(make: () => object): (error: Error | null, message: Msg) => void {
  return (error, message) => {
    if (error === null) message.respond(JSON.stringify(make()));
  };
}
