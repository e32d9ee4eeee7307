import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Redis } from 'ioredis';
import type { StoredNotes } from '../../stored-notes.js';
import { mapParts, type Part } from '../parts.js';
import type { ProcessUsage } from './process-usage.js';

/** Resources that a deployment has used since it started. */
export interface ResourceUsage {
  cpuSeconds: Record<Part, number>;
  /** WAL that PostgreSQL has written. */
  walBytes: number;
  redisCommands: number;
  /** Messages that JetStream has stored. */
  messages: number;
}

/** Reads the resource usage of a deployment from its servers and from Linux. */
export class Meters {
  constructor(
    private readonly processes: Record<Exclude<Part, 'load generator'>, ProcessUsage>,
    private readonly servers: { notes: StoredNotes; redis: Redis; nats: NatsConnection },
  ) {}

  async read(): Promise<ResourceUsage> {
    const [walBytes, redisCommands, messages] = await Promise.all([
      this.walBytes(),
      this.redisCommands(),
      this.messages(),
    ]);
    const { user, system } = process.cpuUsage();
    const cpuSeconds = mapParts((part) =>
      part === 'load generator' ? (user + system) / 1_000_000 : this.processes[part].cpuSeconds(),
    );
    return { cpuSeconds, walBytes, redisCommands, messages };
  }

  memoryMiB(): Record<Part, number> {
    const own = Math.round(process.memoryUsage.rss() / 1_024 ** 2);
    return mapParts((part) => (part === 'load generator' ? own : this.processes[part].memoryMiB()));
  }

  /** True if PostgreSQL's shared memory is in huge pages, as deploy/README.md requires. */
  postgresHasHugePages(): boolean {
    return this.processes.PostgreSQL.hasHugePages();
  }

  private async walBytes(): Promise<number> {
    const [row] = await this.servers.notes.query(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes`,
    );
    return Number(row?.['bytes']);
  }

  /** Includes commands that Redis runs in scripts. */
  private async redisCommands(): Promise<number> {
    const text = await this.servers.redis.info('stats');
    return Number(/total_commands_processed:(\d+)/.exec(text)?.[1]);
  }

  private async messages(): Promise<number> {
    const manager = await jetstreamManager(this.servers.nats);
    const streams = await manager.streams.list().next();
    return streams.reduce((total, { state }) => total + state.last_seq, 0);
  }
}
