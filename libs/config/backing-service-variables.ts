import { z } from 'zod';
import { toNats, toPostgres, toRedis } from './connection.js';
import { boolean, integer } from './parsers.js';
import { Secret } from './secret.js';
import { variable } from './variable.js';

/** Where the parts are that Onasty is no part of, and how far the way to them is trusted. */
export const backingServiceVariables = {
  DATABASE_URL: variable({
    description:
      'PostgreSQL 15 or newer, as postgresql://user:password@host:5432/database; with ?sslmode=verify-full unless it is on this machine. Unset in standalone: a private PostgreSQL in DATA_DIR.',
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')
      .regex(
        /^(?!.*(sslmode=no-verify|uselibpqcompat))/,
        'must not leave certificates unchecked: use sslmode=verify-full',
      )
      .transform((url) => new Secret(url))
      .optional(),
    requiredBy: ['core'],
    connection: toPostgres,
    secret: true,
  }),
  DATABASE_POOL_SIZE: variable({
    description: 'Most connections to PostgreSQL that one process holds.',
    schema: integer(1, 200),
    default: '10',
  }),
  DATABASE_REQUIRE_DURABILITY: variable({
    description:
      'Whether a PostgreSQL is refused whose fsync, full_page_writes or synchronous_commit is off. Switch it off for tests, and for services that keep what is written in another way.',
    schema: boolean,
    default: 'true',
  }),
  REDIS_URL: variable({
    description:
      'Redis 7 or newer, or Valkey, as rediss://user:password@host:6379, where all cores count requests and keep sign-ins under way. Nothing is lost with it. Unset in standalone: the memory of the process.',
    schema: z
      .string()
      .regex(/^rediss?:\/\//, 'must be a redis:// or rediss:// address')
      .transform((url) => new Secret(url))
      .optional(),
    requiredBy: ['core'],
    connection: toRedis,
    secret: true,
  }),
  NATS_URL: variable({
    description:
      'NATS 2.9 or newer with JetStream, as tls://user:password@host:4222, which carries events from core to mailer. Unset in standalone: they stay in the process.',
    schema: z
      .string()
      .regex(/^(nats|tls):\/\//, 'must be a nats:// or tls:// address')
      .transform((url) => new Secret(url))
      .optional(),
    requiredBy: ['core', 'mailer'],
    connection: toNats,
    secret: true,
  }),
  PRIVATE_NETWORK: variable({
    description:
      'Whether nobody else can listen between Onasty and its PostgreSQL, Redis and NATS, as in a network of containers on one machine. Only then are addresses of other machines taken that ask for no TLS.',
    schema: boolean,
    default: 'false',
  }),
};
