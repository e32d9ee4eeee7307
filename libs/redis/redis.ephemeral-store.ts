import { MemoryEphemeralStore } from './memory.ephemeral-store.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisEncryption } from './redis-encryption.js';
import type { EphemeralStore } from './ephemeral-store.js';

const PREFIX = 'onasty:value:';

/**
 * Keeps values in Redis, for all processes. While Redis is away, in the memory of this one: who comes back to the same
 * process still finds them.
 */
export class RedisEphemeralStore implements EphemeralStore {
  private readonly memory = new MemoryEphemeralStore();

  constructor(
    private readonly redis: RedisConnection,
    private readonly encryption: RedisEncryption,
  ) {}

  async put(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.memory.take(key);
    const hidden = this.encryption.encrypt(key, value);
    const isKept = await this.redis.ask(
      'put',
      async (client) =>
        (await client.set(PREFIX + key, hidden, 'PX', Math.ceil(ttlSeconds * 1_000))) === 'OK',
      () => false,
    );
    if (!isKept) await this.memory.put(key, value, ttlSeconds);
  }

  async take(key: string): Promise<string | null> {
    const own = await this.memory.take(key);
    // Asked for in any case: Redis may have kept what it did not confirm in time, and it must be gone there too.
    const hidden = await this.redis.ask(
      'take',
      (client) => client.getdel(PREFIX + key),
      () => null,
    );
    return own ?? (hidden === null ? null : this.encryption.decrypt(key, hidden));
  }
}
