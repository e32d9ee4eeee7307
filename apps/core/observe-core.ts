import type { INestApplicationContext } from '@nestjs/common';
import type { Registry, RegistryContentType } from 'prom-client';
import { observeCircuitBreakers, type ObservedCircuitBreaker } from '#libs/circuit-breaker';
import { observeDatabase, type Database } from '#libs/database';
import { observeEventBus, type EventBus } from '#libs/event-bus';
import { observeOutbox, type OutboxRepository } from '#libs/mail-outbox';
import { observeRedis, type EphemeralState } from '#libs/redis';
import { observeKeys } from './keys/keys.metrics.js';
import { StoredKeys } from './keys/stored-keys.js';
import { observeNotes } from './notes/observe-notes.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { observePasswordHasher } from './passwords/passwords.metrics.js';

interface ObservedParts {
  app: INestApplicationContext;
  database: Pick<Database, 'circuitState' | 'poolUsage'>;
  cache: Pick<EphemeralState, 'redisState'>;
  bus: Pick<EventBus, 'natsState' | 'queueStates'>;
  repository: Pick<OutboxRepository, 'backlog'>;
  /** Circuit breaker of the mail server, if this process sends mails. */
  smtp?: ObservedCircuitBreaker;
}

export function observeCore(
  registry: Registry<RegistryContentType>,
  { app, database, cache, bus, repository, smtp }: ObservedParts,
): void {
  observeCircuitBreakers(registry, { database, ...(smtp && { smtp }) });
  observeDatabase(registry, database);
  observeRedis(registry, cache);
  observeEventBus(registry, bus);
  observeOutbox(registry, repository);
  observePasswordHasher(registry, app.get(PasswordHasher));
  observeNotes(registry, app);
  observeKeys(registry, app.get(StoredKeys));
}
