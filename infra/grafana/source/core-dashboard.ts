import { graph, timeline } from './panels.js';
import { instances, buildDashboard, page, type Section } from './page.js';
import { here, perSecondHere, quantileHere } from './queries.js';
import { requests } from './core-requests.js';
import { runtime } from './runtime.js';

const services = ['core'] as const;

const database: Section = {
  title: 'PostgreSQL',
  panels: [
    graph({
      title: 'Connections',
      good: 'nothing waits, and used stays below the pool size.',
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
        'one slow statement: EXPLAIN it. All slow: check the disk, locks (pg_stat_activity) and long transactions.',
      services,
      unit: 's',
      badFrom: 0.25,
      queries: {
        '{{statement}}': quantileHere(0.99, 'onasty_database_statement_duration_seconds', 'statement'),
      },
    }),
    graph({
      title: 'Statements',
      good: 'proportional to the requests.',
      otherwise: 'many without requests: the sweeper or the relay works through a backlog.',
      services,
      unit: 'ops',
      queries: {
        '{{statement}}': perSecondHere('onasty_database_statement_duration_seconds_count', 'statement'),
      },
    }),
    graph({
      title: 'PostgreSQL errors',
      good: 'none.',
      otherwise: 'the reason distinguishes rejections and timeouts: see docs/runbooks/CircuitOpen.md.',
      services,
      unit: 'ops',
      badFrom: 1,
      queries: { '{{reason}}': perSecondHere('onasty_database_errors_total', 'reason') },
    }),
    timeline({
      title: 'Circuit breakers',
      good: 'all are closed.',
      otherwise: 'while one is open, core sends no queries: see docs/runbooks/CircuitOpen.md.',
      services,
      up: 'closed',
      down: 'open',
      queries: { '{{part}}, {{instance}}': `1 - ${here('onasty_circuit_open')}` },
    }),
    graph({
      title: 'Content due for erasure',
      good: 'less than 10 s overdue.',
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
      good: 'proportional to reads and expiries.',
      otherwise: 'nothing although notes are read: see the previous panel.',
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
      good: 'below 10 ms. No request waits longer than 150 ms.',
      otherwise: 'see docs/runbooks/RedisFallbacks.md.',
      services,
      unit: 's',
      badFrom: 0.15,
      queries: { p99: quantileHere(0.99, 'onasty_redis_command_duration_seconds') },
    }),
    graph({
      title: 'Fallbacks to memory',
      good: 'none.',
      otherwise: 'see docs/runbooks/RedisFallbacks.md.',
      services,
      unit: 'ops',
      queries: { '{{instance}}': perSecondHere('onasty_redis_fallbacks_total', 'instance') },
    }),
    timeline({
      title: 'Redis and NATS',
      good: 'both are up.',
      otherwise: 'see docs/runbooks/RedisFallbacks.md and NatsDisconnected.md.',
      services,
      queries: {
        'Redis, {{instance}}': here('onasty_redis_up'),
        'NATS, {{instance}}': here('onasty_nats_connected'),
      },
    }),
    graph({
      title: 'Outbox',
      good: 'returns to 0 within seconds.',
      otherwise: 'see docs/runbooks/OutboxStuck.md.',
      services,
      unit: 'short',
      queries: { waiting: `max(${here('onasty_outbox_waiting')})` },
    }),
    graph({
      title: 'Published mails',
      good: 'follows sign-ups; there are no errors, and nothing is republished.',
      otherwise: 'see docs/runbooks/OutboxStuck.md and MailsRepeated.md.',
      services,
      unit: 'cps',
      queries: {
        published: perSecondHere('onasty_outbox_published_total'),
        errors: perSecondHere('onasty_outbox_publish_errors_total'),
        republished: perSecondHere('onasty_outbox_redrives_total'),
      },
    }),
  ],
};

const passwords: Section = {
  title: 'Passwords',
  panels: [
    graph({
      title: 'Password hashing',
      good: 'nothing waits.',
      otherwise: 'see docs/runbooks/PasswordsRefused.md.',
      services,
      unit: 'short',
      queries: {
        running: `sum(${here('onasty_password_hashes_running')})`,
        waiting: `sum(${here('onasty_password_hashes_waiting')})`,
      },
    }),
    graph({
      title: 'Rejected passwords',
      good: 'none.',
      otherwise: 'the queue is full: see docs/runbooks/PasswordsRefused.md.',
      services,
      unit: 'ops',
      queries: { '{{instance}}': perSecondHere('onasty_password_hashes_refused_total', 'instance') },
    }),
    graph({
      title: 'Hashing time',
      good: 'p99 below 500 ms; one hash takes about 25 ms.',
      otherwise: 'the processor is busy, or too many users sign in at once: start another core.',
      services,
      unit: 's',
      badFrom: 1,
      queries: {
        p99: quantileHere(0.99, 'onasty_password_hash_duration_seconds'),
        p50: quantileHere(0.5, 'onasty_password_hash_duration_seconds'),
      },
    }),
    graph({
      title: 'Failed sign-ins',
      good: 'few, and fewer than successful sign-ins.',
      otherwise:
        'many: an attacker guesses passwords. Attempts are throttled per account; no user is locked out permanently.',
      services,
      unit: 'cps',
      queries: {
        '{{way}}: {{reason}}': perSecondHere('onasty_sign_in_failures_total', 'way, reason'),
        'signed in': perSecondHere('onasty_sign_ins_total'),
      },
    }),
  ],
};

export const core = buildDashboard(
  page(
    'Core',
    'The API: its routes, PostgreSQL, Redis, NATS, passwords and the process itself.',
  ).withVariable(instances('core')),
  [requests, database, redis, passwords, runtime('core')],
);
