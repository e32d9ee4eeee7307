import { JetStreamApiError } from '@nats-io/jetstream';
import pTimeout from 'p-timeout';
import { EventBusUnavailableError, type KeyValueEntry, type KeyValueStore } from '../event-bus.js';
import type { Topology } from './topology.js';

const WRONG_LAST_SEQUENCE = new Set([10_071, 10_164]);

/** Key-value store in a JetStream bucket. */
export class JetStreamKeyValueStore implements KeyValueStore {
  constructor(
    private readonly topology: Topology,
    private readonly timeoutMs: number,
  ) {}

  async get(key: string): Promise<KeyValueEntry | null> {
    const entry = await this.attempt(() => this.topology.use(({ bucket }) => bucket.get(key)));
    return entry?.operation === 'PUT' ? { value: entry.string(), revision: entry.revision } : null;
  }

  set(key: string, value: string, revision: number): Promise<boolean> {
    return this.attempt(() =>
      this.topology.use(async ({ bucket }) => {
        try {
          await bucket.put(key, value, { previousSeq: revision });
          return true;
        } catch (error) {
          if (error instanceof JetStreamApiError && WRONG_LAST_SEQUENCE.has(error.code)) return false;
          throw error;
        }
      }),
    );
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await pTimeout(work(), { milliseconds: this.timeoutMs });
    } catch (cause) {
      throw new EventBusUnavailableError(cause);
    }
  }
}
