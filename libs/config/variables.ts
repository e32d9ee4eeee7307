import { z } from 'zod';
import { accountVariables } from './account-variables.js';
import { keyRing } from './key-ring.js';
import { oauthVariables } from './oauth-variables.js';
import { boolean, durationMs, integer, list, share, webOrigin } from './parsers.js';
import { backingServiceVariables } from './backing-service-variables.js';
import { Secret } from './secret.js';
import { variable } from './variable.js';

/** Every environment variable that Onasty knows. docs/configuration.md is generated from this table. */
export const variables = {
  APP_ENV: variable({
    description: 'Which kind of installation this is. Only named in logs.',
    schema: z.enum(['production', 'development', 'test']),
    default: 'production',
  }),
  HTTP_HOST: variable({
    description: 'Address to listen on. Standalone is for this machine alone unless you say otherwise.',
    schema: z.string().min(1),
    default: { core: '0.0.0.0', mailer: '0.0.0.0', standalone: 'localhost' },
  }),
  HTTP_PORT: variable({
    description: 'Port to listen on; 0 takes a free one.',
    schema: integer(0, 65_535),
    default: '3000',
  }),
  METRICS_PORT: variable({
    description:
      'Port that /metrics is served on for Prometheus, and nothing else; 0 takes a free one. Nobody outside should reach it. Unset: not served.',
    schema: integer(0, 65_535).optional(),
  }),
  MAILER_HEALTH_PORT: variable({
    description:
      'Port that the mailer serves /health/live and /health/ready on; 0 takes a free one. Unset: not served. Core has them on HTTP_PORT.',
    schema: integer(0, 65_535).optional(),
  }),
  SHUTDOWN_DELAY: variable({
    description:
      'How long a core that was told to stop still takes requests, while /health/ready says no. Longer than a load balancer needs to notice.',
    schema: durationMs.refine((milliseconds) => milliseconds <= 5_000, 'must be at most 5s'),
    default: { core: '3s', standalone: '0s' },
  }),
  TRUST_PROXY: variable({
    description:
      'Addresses or networks (CIDR) of your reverse proxies, separated by commas. Only theirs is the X-Forwarded-For that is believed.',
    schema: list,
    default: '',
  }),
  CORS_ALLOWED_ORIGINS: variable({
    description: 'Other origins whose pages may call the API, separated by commas. `*` is refused.',
    schema: list.refine(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      {
        message: 'must be origins such as https://notes.example.com, separated by commas',
      },
    ),
    default: '',
  }),
  FRONTEND_URL: variable({
    description: 'Where people reach the web UI. Links in mails lead there.',
    schema: webOrigin,
    default: { standalone: 'http://localhost:3000' },
    requiredBy: ['core', 'mailer'],
  }),
  APP_URL: variable({
    description: 'Where browsers reach the API. Unset: the same as FRONTEND_URL.',
    schema: webOrigin.optional(),
  }),
  DATA_DIR: variable({
    description: 'Folder for what standalone keeps: its database and its secrets.',
    schema: z.string().min(1),
    default: 'data',
  }),
  ...backingServiceVariables,
  SMTP_URL: variable({
    description:
      'The server that sends mail, as smtps://user:password@host:465 or smtp://host:587. Unset in standalone: mails become files in DATA_DIR/mail and a page of this machine.',
    schema: z
      .string()
      .regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// address')
      .transform((url) => new Secret(url))
      .optional(),
    requiredBy: ['mailer'],
    secret: true,
  }),
  MAIL_FROM: variable({
    description: 'The address that mails come from.',
    schema: z.email(),
    default: { standalone: 'onasty@localhost.localdomain' },
    requiredBy: ['mailer'],
  }),
  MAIL_ENCRYPTION_KEYS: variable({
    description:
      'Keys that encrypt mails on their way from core to mailer, in the form of NOTE_ENCRYPTION_KEYS. Both need the same. Standalone makes its own.',
    schema: keyRing,
    requiredBy: ['core', 'mailer', 'standalone'],
    secret: true,
  }),
  ...accountVariables,
  ...oauthVariables,
  NOTE_ENCRYPTION_KEYS: variable({
    description:
      'Keys that encrypt plain notes at rest: `id:base64` of 32 bytes each, separated by commas. The first encrypts, all decrypt; put a new one in front to rotate. Standalone makes its own.',
    schema: keyRing,
    requiredBy: ['core', 'standalone'],
    secret: true,
  }),
  NOTE_MAX_BYTES: variable({
    description:
      'Longest content of a note, in bytes of UTF-8 as it is sent (a sealed note is about a third longer than its text).',
    schema: integer(1_024, 64 * 1_024 * 1_024),
    default: '1048576',
  }),
  NOTE_MAX_TOTAL_BYTES: variable({
    description:
      'How much content all notes together may have, in bytes as it is stored. Beyond that new ones are refused with 507. Leave PostgreSQL twice as much disk.',
    schema: integer(1_024, Number.MAX_SAFE_INTEGER),
    default: String(50 * 1_024 ** 3),
  }),
  NOTE_MAX_ACCOUNT_BYTES: variable({
    description:
      'How much content the notes of one account may have that are still there, in bytes as it is stored. Beyond that new ones are refused with 507.',
    schema: integer(1_024, Number.MAX_SAFE_INTEGER),
    default: String(256 * 1_024 ** 2),
  }),
  NOTE_DAILY_BYTES: variable({
    description:
      'How much content one account may store in a day, or one client address without an account, in bytes as it is stored. Beyond that 429. Counted unless RATELIMIT_ENABLED is off.',
    schema: integer(1_024, Number.MAX_SAFE_INTEGER),
    default: String(256 * 1_024 ** 2),
  }),
  NOTE_MAX_TTL: variable({
    description:
      'Longest time until a note expires; it also caps notes that would never expire. Unset: no cap.',
    schema: durationMs.optional(),
  }),
  READ_LEASE: variable({
    description:
      'How long the reader of a note may fetch it again with the same Idempotency-Key. 0 turns that off.',
    schema: durationMs,
    default: '60s',
  }),
  RATELIMIT_ENABLED: variable({
    description:
      'Whether requests are limited per client address. Switch it off for tests and benchmarks only.',
    schema: boolean,
    default: 'true',
  }),
  RATELIMIT_RPS: variable({
    description: 'Requests per second that one client address may make in the long run.',
    schema: integer(1, 1_000_000),
    default: '100',
  }),
  RATELIMIT_BURST: variable({
    description: 'Requests that one client address may make at once, on top of that.',
    schema: integer(0, 1_000_000),
    default: '200',
  }),
  LOG_LEVEL: variable({
    description: 'The least severe log lines to print.',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
  }),
  LOG_FORMAT: variable({
    description: 'JSON lines, or lines for people. `auto`: for people on a terminal, JSON elsewhere.',
    schema: z.enum(['auto', 'json', 'pretty']),
    default: 'auto',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    description:
      'Where traces go by OTLP over HTTP, as http://collector:4318: `/v1/traces` is added. Unset: there are none.',
    schema: z
      .string()
      .regex(/^https?:\/\/[^@?#]+$/, 'must be an http:// or https:// address')
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  }),
  OTEL_TRACES_SAMPLER_ARG: variable({
    description: 'Which share of the traces is kept, from 0 to 1.',
    schema: share,
    default: '1',
  }),
};
