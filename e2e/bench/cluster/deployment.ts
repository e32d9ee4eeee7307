import { Redis } from 'ioredis';
import { Closers } from '#libs/lifecycle';
import { Caddy } from '../../deploy/caddy.js';
import { startMailer } from '../../support/mailer.js';
import { NatsServer } from '../../support/nats.js';
import { RedisServer } from '../../support/redis.js';
import { SmtpPeer } from '../../support/smtp.js';
import { BenchDatabase } from '../bench-database.js';
import { BENCH_KEY, startServer, type Server } from '../server.js';
import type { StoredNotes } from '../stored-notes.js';
import { ProcessUsage, startedHere } from './process-usage.js';

/** What uses the processors. */
export const PARTS = [
  'core 1',
  'core 2',
  'PostgreSQL',
  'Redis',
  'NATS',
  'Caddy',
  'mailers',
  'load generator',
] as const;
export type Part = (typeof PARTS)[number];

/** As `npm run start:core` starts it. */
const CORE = ['--max-semi-space-size=8', '--heap-growing-percent=20', 'dist/apps/core/main.js'];
const MAILERS = 2;

/**
 * A deployment on this machine for a load: two cores on a database of many notes, one on a database of few, and two
 * Caddys, one in front of one core and one in front of both. Each is reached directly, past nothing that slows it.
 */
export class Deployment {
  private constructor(
    /** Through Caddy, by the number of cores behind it. */
    readonly addresses: { 1: string; 2: string },
    readonly cores: { many: Server; few: Server },
    readonly notes: { many: StoredNotes; few: StoredNotes },
    readonly smtp: SmtpPeer,
    private readonly redis: Redis,
    private readonly usage: Record<Part, ProcessUsage>,
    private readonly closers: Closers,
  ) {}

  static async start(): Promise<Deployment> {
    const closers = new Closers();
    try {
      return await Deployment.open(closers);
    } catch (error) {
      await closers.closeAll();
      throw error;
    }
  }

  private static async open(closers: Closers): Promise<Deployment> {
    const database = await BenchDatabase.start();
    closers.add(() => database.stop());
    const notes = { many: database.notes, few: await database.create('few') };
    const [redis, nats, smtp] = [await RedisServer.start(), await NatsServer.start(), await SmtpPeer.start()];
    closers.add(() => Promise.all([redis.stop(), nats.stop(), smtp.stop()]));
    const connection = new Redis(redis.url);
    closers.add(async () => connection.disconnect());
    const startCore = async ({ url }: StoredNotes) => {
      const core = await startServer(CORE, url, {
        NATS_URL: nats.url,
        REDIS_URL: redis.url,
        TRUST_PROXY: '127.0.0.1',
      });
      closers.add(() => core.stop());
      return core;
    };
    const [one, two, few] = [
      await startCore(notes.many),
      await startCore(notes.many),
      await startCore(notes.few),
    ];
    const caddys = {
      1: await Caddy.start([one.address]),
      2: await Caddy.start([one.address, two.address]),
    };
    closers.add(() => Promise.all(Object.values(caddys).map((caddy) => caddy.stop())));
    const mailers = await Promise.all(
      Array.from({ length: MAILERS }, () =>
        startMailer(nats.url, smtp.url, { MAIL_ENCRYPTION_KEYS: BENCH_KEY }),
      ),
    );
    closers.add(() => Promise.all(mailers.map((mailer) => mailer.end('SIGTERM'))));
    return new Deployment(
      { 1: caddys[1].address, 2: caddys[2].address },
      { many: one, few },
      notes,
      smtp,
      connection,
      {
        'core 1': new ProcessUsage([one.pid]),
        'core 2': new ProcessUsage([two.pid]),
        PostgreSQL: new ProcessUsage([await database.postmaster()]),
        Redis: new ProcessUsage(startedHere('redis-server')),
        NATS: new ProcessUsage(startedHere('nats-server')),
        Caddy: new ProcessUsage(startedHere('caddy')),
        mailers: new ProcessUsage(startedHere('apps/mailer/main.js')),
        'load generator': new ProcessUsage([]),
      },
      closers,
    );
  }

  /** Processor seconds since each part began. */
  cpuSeconds(): Record<Part, number> {
    const { user, system } = process.cpuUsage();
    return {
      ...mapParts((part) => this.usage[part].cpuSeconds()),
      'load generator': (user + system) / 1_000_000,
    };
  }

  memoryMiB(): Record<Part, number> {
    const own = Math.round(process.memoryUsage.rss() / 1_024 ** 2);
    return { ...mapParts((part) => this.usage[part].memoryMiB()), 'load generator': own };
  }

  /** Bytes of WAL that PostgreSQL has written. */
  async walBytes(): Promise<number> {
    const [row] = await this.notes.many.query(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes`,
    );
    return Number(row?.['bytes']);
  }

  /** Commands that Redis was given. */
  async redisCommands(): Promise<number> {
    const text = await this.redis.info('stats');
    return Number(/total_commands_processed:(\d+)/.exec(text)?.[1]);
  }

  stop(): Promise<void> {
    return this.closers.closeAll();
  }
}

/** A value for each part. */
export function mapParts<Value>(valueOf: (part: Part) => Value): Record<Part, Value> {
  return {
    'core 1': valueOf('core 1'),
    'core 2': valueOf('core 2'),
    PostgreSQL: valueOf('PostgreSQL'),
    Redis: valueOf('Redis'),
    NATS: valueOf('NATS'),
    Caddy: valueOf('Caddy'),
    mailers: valueOf('mailers'),
    'load generator': valueOf('load generator'),
  };
}
