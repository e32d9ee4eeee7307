import { MemoryShortLivedStore } from './memory.short-lived-store.js';
import type { RedisConnection } from './redis-connection.js';
import type { ShortLivedStore } from './short-lived-store.js';

const PREFIX = 'onasty:value:';

/**
 * Keeps values in Redis, for all processes. While Redis is away, in the memory of this one: who comes back to the same
 * process still finds them.
 */
export class RedisShortLivedStore implements ShortLivedStore {
  private readonly memory = new MemoryShortLivedStore();

  constructor(private readonly redis: RedisConnection) {}

  async put(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.memory.take(key);
    const isKept = await this.redis.ask(
      async (client) => (await client.set(PREFIX + key, value, 'EX', ttlSeconds)) === 'OK',
      () => false,
    );
    if (!isKept) await this.memory.put(key, value, ttlSeconds);
  }

  async take(key: string): Promise<string | null> {
    const own = await this.memory.take(key);
    if (own !== null) return own;
    return this.redis.ask(
      (client) => client.getdel(PREFIX + key),
      () => null,
    );
  }
}
