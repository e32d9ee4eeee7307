import { graph } from './panels.js';
import { instances, laidOut, page, type Section } from './page.js';
import { here, perSecondHere, quantileHere } from './queries.js';
import { runtime } from './runtime.js';

const REQUESTS = 'http_request_latency_seconds';
const services = ['core'] as const;

const requests: Section = {
  title: 'Requests',
  panels: [
    graph({
      title: 'Requests by route',
      good: 'the shape of your days. `unmatched` is what asks for paths that do not exist.',
      otherwise: 'one route far above the others: look for who calls it in the logs of the proxy in front.',
      services,
      unit: 'reqps',
      queries: { '{{method}} {{route}}': perSecondHere(`${REQUESTS}_count`, 'method, route') },
    }),
    graph({
      title: 'p99 by route',
      good: 'below 250 ms, except where passwords are hashed: those take up to a second.',
      otherwise:
        'click a dot for the trace of one request; compare with the panels of PostgreSQL, Redis and passwords.',
      services,
      unit: 's',
      hasExemplars: true,
      badFrom: 1,
      queries: { '{{method}} {{route}}': quantileHere(0.99, REQUESTS, 'method, route') },
    }),
    graph({
      title: 'Requests that fail',
      good: '4xx are mistakes of callers, 499 those who hung up before their answer; there are no 5xx.',
      otherwise:
        '500: search the logs for level error. 503: a part is missing or there is too much to do, see below.',
      services,
      unit: 'reqps',
      queries: { '{{status}} {{route}}': perSecondHere('http_failed_requests_total', 'status, route') },
    }),
    graph({
      title: 'Requests under way',
      good: 'a few.',
      otherwise: 'rising without end: something is slow or hangs, see "p99 by route".',
      services,
      unit: 'short',
      queries: { '{{instance}}': here('onasty_http_requests_in_flight') },
    }),
    graph({
      title: 'Requests refused by limits',
      good: 'nearly none.',
      otherwise:
        'somebody tries too much, or RATELIMIT_RPS is too low for a network that many people share. With Redis gone each core counts alone.',
      services,
      unit: 'reqps',
      queries: { '{{limit}}': perSecondHere('onasty_http_requests_limited_total', 'limit') },
    }),
    graph({
      title: 'Requests refused by load',
      good: 'none.',
      otherwise:
        'there is more to do than one core can: see "Event loop" and "Processor", and start another core.',
      services,
      unit: 'reqps',
      badFrom: 1,
      queries: { '{{instance}}': perSecondHere('onasty_http_requests_shed_total', 'instance') },
    }),
  ],
};

const database: Section = {
  title: 'PostgreSQL',
  panels: [
    graph({
      title: 'Connections',
      good: 'nobody waits; used stays below the size of the pool.',
      otherwise: 'see docs/runbooks/DatabasePoolExhausted.md.',
      services,
      unit: 'short',
      queries: {
        '{{state}}': `sum by (state) (${here('onasty_database_pool_connections')})`,
        waiting: `sum(${here('onasty_database_pool_waiting')})`,
        size: `sum(${here('onasty_database_pool_size')})`,
      },
    }),
    graph({
      title: 'p99 by statement',
      good: 'below 50 ms.',
      otherwise:
        'one statement: EXPLAIN it. All of them: the disk of PostgreSQL, a lock (pg_stat_activity), or a long transaction.',
      services,
      unit: 's',
      badFrom: 0.25,
      queries: {
        '{{statement}}': quantileHere(0.99, 'onasty_database_statement_duration_seconds', 'statement'),
      },
    }),
    graph({
      title: 'Statements',
      good: 'in step with the requests.',
      otherwise: 'many without requests: the sweeper or the relay has much to catch up with.',
      services,
      unit: 'ops',
      queries: {
        '{{statement}}': perSecondHere('onasty_database_statement_duration_seconds_count', 'statement'),
      },
    }),
    graph({
      title: 'Errors of PostgreSQL',
      good: 'none.',
      otherwise:
        'the reason says whether it refuses, is silent or is gone: see docs/runbooks/CircuitOpen.md.',
      services,
      unit: 'ops',
      badFrom: 1,
      queries: { '{{reason}}': perSecondHere('onasty_database_errors_total', 'reason') },
    }),
    graph({
      title: 'Circuits',
      good: 'all lines lie at 0.',
      otherwise: 'at 1, core does not even ask: see docs/runbooks/CircuitOpen.md.',
      services,
      unit: 'short',
      max: 1,
      queries: { '{{part}}, {{instance}}': here('onasty_circuit_open') },
    }),
    graph({
      title: 'Content that should be erased',
      good: 'less than ten seconds old.',
      otherwise: 'see docs/runbooks/SweeperLate.md.',
      services,
      unit: 's',
      badFrom: 60,
      queries: {
        'oldest, {{instance}}': here('onasty_sweeper_lag_seconds'),
        'since the last run, {{instance}}': `time() - ${here('onasty_sweeper_last_run_timestamp_seconds')}`,
      },
    }),
    graph({
      title: 'Erased by the sweeper',
      good: 'in step with what is read and what expires.',
      otherwise: 'nothing, although notes are read: see the panel before this one.',
      services,
      unit: 'cps',
      width: 24,
      queries: { '{{reason}}': perSecondHere('onasty_sweeper_erased_total', 'reason') },
    }),
  ],
};

const redis: Section = {
  title: 'Redis and NATS',
  panels: [
    graph({
      title: 'p99 of Redis',
      good: 'below 10 ms. No request waits longer than 150 ms for it.',
      otherwise: 'see docs/runbooks/RedisFallbacks.md.',
      services,
      unit: 's',
      badFrom: 0.15,
      queries: { p99: quantileHere(0.99, 'onasty_redis_command_duration_seconds') },
    }),
    graph({
      title: 'Without Redis',
      good: 'nothing is done without it, and it is up.',
      otherwise: 'see docs/runbooks/RedisFallbacks.md.',
      services,
      unit: 'short',
      queries: {
        'fallbacks a second': perSecondHere('onasty_redis_fallbacks_total'),
        'is up': `min(${here('onasty_redis_up')})`,
      },
    }),
    graph({
      title: 'Outbox',
      good: 'what is published follows what is written within a second; nothing is published again.',
      otherwise: 'see docs/runbooks/OutboxStuck.md.',
      services,
      unit: 'short',
      queries: {
        waiting: `max(${here('onasty_outbox_waiting')})`,
        'published a second': perSecondHere('onasty_outbox_published_total'),
        'publish errors a second': perSecondHere('onasty_outbox_publish_errors_total'),
        'published again a second': perSecondHere('onasty_outbox_redrives_total'),
        'NATS is connected': `min(${here('onasty_nats_connected')})`,
      },
    }),
  ],
};

const passwords: Section = {
  title: 'Passwords',
  panels: [
    graph({
      title: 'Hashing',
      good: 'nobody waits.',
      otherwise: 'see docs/runbooks/PasswordsRefused.md.',
      services,
      unit: 'short',
      queries: {
        running: `sum(${here('onasty_password_hashes_running')})`,
        waiting: `sum(${here('onasty_password_hashes_waiting')})`,
        'refused a second': perSecondHere('onasty_password_hashes_refused_total'),
      },
    }),
    graph({
      title: 'How long hashing takes',
      good: 'p99 below half a second; a hash alone takes about 25 ms.',
      otherwise: 'the processor is busy with something else, or too many people sign in at once: add a core.',
      services,
      unit: 's',
      badFrom: 1,
      queries: {
        p99: quantileHere(0.99, 'onasty_password_hash_duration_seconds'),
        p50: quantileHere(0.5, 'onasty_password_hash_duration_seconds'),
      },
    }),
    graph({
      title: 'Sign-ins that fail',
      good: 'few, and fewer than sign-ins.',
      otherwise:
        'many: somebody guesses. Guessing is slowed for each account, and nobody is locked out for good.',
      services,
      unit: 'cps',
      queries: {
        '{{way}}: {{reason}}': perSecondHere('onasty_sign_in_failures_total', 'way, reason'),
        'signed in': perSecondHere('onasty_sign_ins_total'),
      },
    }),
  ],
};

/** What each part of core does. */
export const core = laidOut(
  page(
    'Core',
    'The API: its routes, PostgreSQL, Redis, NATS, passwords and the process itself.',
  ).withVariable(instances('core')),
  [requests, database, redis, passwords, runtime('core')],
);
