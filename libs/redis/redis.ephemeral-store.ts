import { MemoryEphemeralStore } from './memory.ephemeral-store.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisEncryption } from './redis-encryption.js';
import type { EphemeralStore, ValueLifetime } from './ephemeral-store.js';

const PREFIX = 'onasty:value:';

/** Stores values in Redis, or in process memory while Redis is unavailable. */
export class RedisEphemeralStore implements EphemeralStore {
  private readonly memory = new MemoryEphemeralStore();

  constructor(
    private readonly redis: RedisConnection,
    private readonly encryption: RedisEncryption,
  ) {}

  async put(key: string, value: string, lifetime: ValueLifetime): Promise<void> {
    await this.memory.take(key);
    const encrypted = this.encryption.encrypt(key, value);
    const isStored = await this.redis.run(
      'put',
      async (client) =>
        (await client.set(PREFIX + key, encrypted, 'PX', Math.ceil(lifetime.ttlSeconds * 1_000))) === 'OK',
      () => false,
    );
    if (!isStored) await this.memory.put(key, value, lifetime);
  }

  async take(key: string): Promise<string | null> {
    const local = await this.memory.take(key);
    // Redis may have stored a value without confirming it in time, so it is deleted there in any case.
    const encrypted = await this.redis.run(
      'take',
      (client) => client.getdel(PREFIX + key),
      () => null,
    );
    return local ?? (encrypted === null ? null : this.encryption.decrypt(key, encrypted));
  }
}
