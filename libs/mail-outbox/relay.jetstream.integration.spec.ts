import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectGrowthHere, Metrics, metricsHere } from '../observability/testing/metrics.js';
import { NatsServer } from '../../e2e/support/servers/nats.js';
import { createTestDatabase, type TestDatabase } from '../database/testing/test-database.js';
import { until } from '../../e2e/support/until.js';
import { KeyRingCipher } from '#libs/encryption';
import { natsAddress, Secret } from '#libs/config';
import { Database } from '#libs/database';
import { EventBusUnavailableError, JetStreamEventBus, type EventBus, ack } from '#libs/event-bus';
import {
  decryptMail,
  encryptedMailSchema,
  observeOutbox,
  Outbox,
  OutboxRepository,
  Relay,
  type MailRequest,
} from './index.js';
import { relaySuite } from './testing/relay-suite.js';

const cipher = new KeyRingCipher(
  'MAIL_ENCRYPTION_KEYS',
  new Secret({ activeId: 'k', keys: new Map([['k', Buffer.alloc(32, 5)]]) }),
);
const mail = (receiver: string): MailRequest => ({
  request_id: 'r-1',
  receiver,
  template_name: 'email_verification',
  options: { token: 'the token of the link' },
});

/** Stores every message without confirming it, as for a relay that dies right after publishing. */
class UnconfirmingBus {
  readonly messageIds: string[] = [];
  constructor(private readonly bus: EventBus) {}

  asBus(): EventBus {
    const { bus } = this;
    return {
      keyValue: bus.keyValue,
      queueStates: () => bus.queueStates(),
      isConnected: () => bus.isConnected(),
      natsState: bus.natsState,
      consume: (...args) => bus.consume(...args),
      close: () => bus.close(),
      publish: async (subject, messageId, data) => {
        await bus.publish(subject, messageId, data);
        this.messageIds.push(messageId);
        await new Promise(() => undefined);
      },
    };
  }
}

/** Rejects the first message. */
function rejectingOnce(bus: EventBus): EventBus {
  let isRejected = false;
  return {
    keyValue: bus.keyValue,
    queueStates: () => bus.queueStates(),
    isConnected: () => bus.isConnected(),
    natsState: bus.natsState,
    consume: (...args) => bus.consume(...args),
    close: () => bus.close(),
    publish: (...message) => {
      if (isRejected) return bus.publish(...message);
      isRejected = true;
      return Promise.reject(new EventBusUnavailableError(new Error('injected')));
    },
  };
}

describe('Relay during failures', () => {
  let server: NatsServer;
  let test: TestDatabase;
  let database: Database;
  let bus: JetStreamEventBus;
  let repository: OutboxRepository;
  let outbox: Outbox;
  let received: { id: string; receiver: string }[];
  const running: Relay[] = [];

  beforeAll(async () => {
    [server, test] = await Promise.all([NatsServer.start(), createTestDatabase()]);
    database = Database.open({ url: new Secret(test.url), poolSize: 6 });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
    await server.stop();
  });
  beforeEach(async () => {
    repository = new OutboxRepository(database);
    outbox = new Outbox(repository, cipher);
    await test.query('DELETE FROM outbox');
    bus = JetStreamEventBus.connect({ url: natsAddress.parse(server.url), name: 'test' });
    received = [];
    bus.consume('mailer.send', 4, async (data) => {
      const event = encryptedMailSchema.parse(JSON.parse(Buffer.from(data).toString()));
      received.push({ id: event.id, receiver: decryptMail(cipher, event).receiver });
      const report = { v: 1, id: event.id, outcome: { kind: 'sent' } };
      await bus.publish('mailer.report', `${event.id}-report`, Buffer.from(JSON.stringify(report)));
      return ack;
    });
    await until('the bus is connected', () => bus.isConnected());
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((relay) => relay.stop()));
    await bus.close();
  });

  const start = async (over: EventBus = bus) => {
    const relay = new Relay({ repository, bus: over, outbox });
    running.push(relay);
    relay.start();
  };
  const add = async (receiver: string, deadline = new Date(Date.now() + 3_600_000)) => {
    const id = await database.transaction((transaction) => outbox.add(transaction, mail(receiver), deadline));
    outbox.wake();
    return id;
  };
  const openRows = async () => (await test.query('SELECT id FROM outbox WHERE closed_at IS NULL')).length;

  it('repeats a publication that a dead relay did not record, under the same message id', async () => {
    const dying = new UnconfirmingBus(bus);
    const relay = new Relay({ repository, bus: dying.asBus(), outbox });
    relay.start();
    const id = await add('ada@example.com');
    await expect.poll(() => dying.messageIds).toEqual([`${id}.0`]);
    await expect.poll(() => received).toHaveLength(1);
    // The report is lost as well, and the claim of the dead relay has expired.
    await expect.poll(openRows).toBe(0);
    await test.query(`UPDATE outbox SET closed_at = NULL, next_at = clock_timestamp(),
      payload = convert_to('k:lost', 'UTF8')`);
    await start();
    const isPublished = `SELECT 1 FROM outbox WHERE publishings = 1 AND next_at > clock_timestamp() + interval '4 min'`;
    await expect.poll(async () => (await test.query(isPublished)).length).toBe(1);
    expect(received).toHaveLength(1);
  });

  it('keeps mails while NATS is down and sends them when it returns, even without its disk', async () => {
    await start();
    await server.kill();
    await expect.poll(() => bus.isConnected()).toBe(false);
    const ids = await Promise.all(['a@example.com', 'b@example.com'].map((receiver) => add(receiver)));
    await expect(bus.publish('mailer.send', 'x', Buffer.from(''))).rejects.toThrow(EventBusUnavailableError);
    const [waiting] = await test.query(
      'SELECT sum(publishings)::int AS published, count(next_at)::int AS due FROM outbox',
    );
    expect(waiting).toEqual({ published: 0, due: 2 });
    await server.wipe();
    await server.restart();
    await expect.poll(openRows).toBe(0);
    expect(received.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('counts redrives, expired mails and rejected publications', async () => {
    const before = await metricsHere();
    await add('redriven@example.com');
    await test.query('UPDATE outbox SET publishings = 1');
    await add('late@example.com', new Date(Date.now() - 1_000));
    await start();
    await expectGrowthHere(before, {
      onasty_outbox_redrives_total: 1,
      onasty_outbox_expired_total: 1,
      onasty_outbox_published_total: 1,
      onasty_outbox_publish_errors_total: 0,
    });
    await Promise.all(running.splice(0).map((relay) => relay.stop()));
    await start(rejectingOnce(bus));
    await add('rejected@example.com');
    await expectGrowthHere(before, {
      onasty_outbox_publish_errors_total: 1,
      onasty_outbox_published_total: 2,
      onasty_outbox_redrives_total: 1,
    });
  });

  it('exports the backlog of the outbox', async () => {
    const registry = new Registry();
    observeOutbox(registry, repository);
    await add('ada@example.com');
    const gauge = async (name: string) =>
      new Metrics(await registry.metrics()).value(`onasty_outbox_${name}`);
    expect(await gauge('waiting')).toBe(1);
    expect(await gauge('oldest_seconds')).toBeGreaterThan(0);
    await start();
    await expect.poll(() => gauge('waiting')).toBe(0);
  });

  it('survives a database that terminates its connections', async () => {
    await start();
    await test.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'onasty' AND datname = current_database()`);
    await expect.poll(() => add('ada@example.com').catch(() => null)).not.toBeNull();
    await expect.poll(openRows).toBe(0);
  });
});

describe('Relay over JetStreamEventBus', () => {
  let server: NatsServer;
  let test: TestDatabase;
  let database: Database;
  let bus: JetStreamEventBus;

  beforeAll(async () => {
    [server, test] = await Promise.all([NatsServer.start(), createTestDatabase()]);
    database = Database.open({ url: new Secret(test.url), poolSize: 6 });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
    await server.stop();
  });
  beforeEach(async () => {
    await server.kill();
    await server.wipe();
    await server.restart();
    bus = JetStreamEventBus.connect({ url: natsAddress.parse(server.url), name: 'test' });
    await until('the bus is connected', () => bus.isConnected());
  });
  afterEach(() => bus.close());

  relaySuite(() => ({ database, bus, query: (...args) => test.query(...args) }));
});
