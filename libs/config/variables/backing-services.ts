import { boolean, integer } from '../parsers.js';
import { natsAddress, postgresAddress, redisAddress } from '../server-address.js';
import { variable } from '../variable.js';

/** Addresses of PostgreSQL, Redis and NATS, and trust in the network between. */
export const backingServiceVariables = {
  DATABASE_URL: variable({
    description:
      'PostgreSQL 15 or newer, as `postgresql://user:password@host:5432/database`, with `?sslmode=verify-full` unless it runs on this machine. Unset in standalone: an embedded PostgreSQL in DATA_DIR.',
    schema: postgresAddress.optional(),
    requiredBy: ['core'],
    secret: true,
  }),
  DATABASE_POOL_SIZE: variable({
    description: 'Maximum PostgreSQL connections per process.',
    schema: integer(1, 200),
    default: '10',
  }),
  DATABASE_REQUIRE_DURABILITY: variable({
    description:
      'Rejects a PostgreSQL server with fsync, full_page_writes or synchronous_commit off. Disable it for tests, and for services that ensure durability by other means.',
    schema: boolean,
    default: 'true',
  }),
  REDIS_URL: variable({
    description:
      'Redis 7 or newer, or Valkey, as `rediss://user:password@host:6379`, for rate limits and pending sign-ins of all cores. Its data may be lost. Unset in standalone: process memory.',
    schema: redisAddress.optional(),
    requiredBy: ['core'],
    secret: true,
  }),
  NATS_URL: variable({
    description:
      'NATS 2.9 or newer with JetStream, as `tls://user:password@host:4222`, for events between core and mailer. Unset in standalone: events stay in the process.',
    schema: natsAddress.optional(),
    requiredBy: ['core', 'mailer'],
    secret: true,
  }),
  PRIVATE_NETWORK: variable({
    description:
      'States that the network to PostgreSQL, Redis, NATS, the SMTP server and sign-in providers is private, such as a container network on one machine. Only then may addresses of other machines lack TLS, and SMTP servers only if their address is not of the public internet.',
    schema: boolean,
    default: 'false',
  }),
};
