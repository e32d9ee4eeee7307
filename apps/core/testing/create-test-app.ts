import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig, type CoreConfig } from '#libs/config';
import { Database } from '#libs/database';
import { KeyRingCipher } from '#libs/encryption';
import { MemoryEventBus, type EventBus } from '#libs/event-bus';
import { Readiness } from '#libs/lifecycle';
import { Outbox, OutboxRepository } from '#libs/mail-outbox';
import { createLogger, registry, startTracing } from '#libs/observability';
import { EphemeralState } from '#libs/redis';
import { assertFieldsAreKept } from '../../../e2e/support/log-fields.js';
import { createTestDatabase, type TestDatabase } from '../../../libs/database/testing/test-database.js';
import { Metrics } from '../../../libs/observability/testing/metrics.js';
import { createApp } from '../create-app.js';
import { NotesSweeper } from '../notes/sweep/notes.sweeper.js';
import type { Clock } from '../tokens.js';
import { HttpClient } from './http-client.js';
import { ErrorRecorder } from './openapi/error-recorder.js';
import { InjectClient } from './inject-client.js';
import { assertNoSecretsIn } from './secrets.js';
import { TestActions } from './test-actions.js';
import { testEnvironment } from './test-environment.js';

export interface TestAppOptions {
  /** Variables that differ from `testEnvironment`. With REDIS_URL the app uses Redis, otherwise its memory. */
  environment?: Record<string, string>;
  bus?: EventBus;
  /** Database of another app, which also drops it. */
  database?: TestDatabase;
  /** Replaces the clock of this process; PostgreSQL has its own. */
  clock?: Clock;
}

/** Runs no relay, so mails stay in the outbox. */
export async function createTestApp({
  environment = {},
  database,
  bus,
  clock,
}: TestAppOptions = {}): Promise<TestApp> {
  const testDatabase = database ?? (await createTestDatabase());
  const undo: Undo[] = [];
  if (database === undefined) undo.push(() => testDatabase.drop());
  const config = loadConfig('core', { ...testEnvironment, DATABASE_URL: testDatabase.url, ...environment });
  const lines: string[] = [];
  const nest = await start(config, { usesRedis: 'REDIS_URL' in environment, bus, lines, undo, clock });
  return new TestApp(nest, testDatabase, lines, undo);
}

type Undo = () => unknown;

interface Surroundings {
  usesRedis: boolean;
  bus: EventBus | undefined;
  lines: string[];
  undo: Undo[];
  clock: Clock | undefined;
}

async function start(config: CoreConfig, { usesRedis, bus: givenBus, lines, undo, clock }: Surroundings) {
  const logger = createLogger('core', config.log, { write: (line) => void lines.push(line) });
  undo.push(await startTracing('core', config.tracing, logger));
  const database = Database.open(config.database, logger);
  undo.push(() => database.close());
  const url = usesRedis ? config.redisUrl : undefined;
  const cache = new EphemeralState({ url, keys: config.accounts.signingKeys, logger });
  undo.push(() => cache.close());
  await cache.open();
  const bus = givenBus ?? new MemoryEventBus({ logger });
  undo.push(() => bus.close());
  const outbox = new Outbox(
    new OutboxRepository(database),
    new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys),
  );
  const nest = await createApp({
    config,
    logger,
    database,
    outbox,
    bus,
    cache,
    readiness: new Readiness(),
    ...(clock && { clock }),
  });
  const errors = new ErrorRecorder(nest);
  undo.push(() => nest.close());
  undo.push(() => errors.assertDocumented());
  await nest.init();
  await nest.getHttpAdapter().getInstance().ready();
  return nest;
}

export class TestApp extends TestActions {
  constructor(
    readonly nest: NestFastifyApplication,
    override readonly database: TestDatabase,
    private readonly lines: readonly string[],
    private readonly undo: Undo[],
  ) {
    super(new InjectClient(nest), database);
  }

  log(): Record<string, unknown>[] {
    return this.lines.map((line): Record<string, unknown> => JSON.parse(line));
  }

  /** Counts for the process: other apps in it count too, so compare growth. */
  async metrics(): Promise<Metrics> {
    return new Metrics(await registry.metrics());
  }

  sweepNotes(): Promise<void> {
    return this.nest.get(NotesSweeper).sweep();
  }

  async listen(): Promise<HttpClient> {
    await this.nest.listen(0, '127.0.0.1');
    const client = new HttpClient(await this.nest.getUrl());
    this.undo.push(() => client.close());
    return client;
  }

  /** @throws {Error} if a log line or a metric contains a secret of a request, or Alloy would drop a log field */
  async close(): Promise<void> {
    const { text } = await this.metrics();
    for (const close of this.undo.toReversed()) await close();
    assertNoSecretsIn([...this.lines, text].join('\n'));
    assertFieldsAreKept(this.lines);
  }
}
