import { graph, timeline } from './panels.js';
import { buildDashboard, page, type Section } from './page.js';
import { perSecond } from './queries.js';

const services = ['core', 'mailer'] as const;
const DATABASE = 'datname="onasty"';

const states: Section = {
  title: 'Availability',
  panels: [
    timeline({
      title: 'Exporters and servers',
      good: 'all are up.',
      otherwise: 'see docs/runbooks/TargetDown.md and CircuitOpen.md.',
      services,
      queries: { PostgreSQL: 'min(pg_up)', Redis: 'min(redis_up)', NATS: 'min(up{job="nats"})' },
    }),
    timeline({
      title: 'Cores that Caddy reaches',
      good: 'all are up.',
      otherwise: 'see docs/runbooks/SiteUnreachable.md.',
      services,
      queries: { '{{upstream}}': 'min by (upstream) (caddy_reverse_proxy_upstreams_healthy)' },
    }),
  ],
};

const postgres: Section = {
  title: 'PostgreSQL',
  panels: [
    graph({
      title: 'PostgreSQL connections',
      good: 'far below max_connections.',
      otherwise: 'near the limit: see docs/runbooks/DatabasePoolExhausted.md.',
      services,
      unit: 'short',
      queries: {
        '{{state}}': 'sum by (state) (pg_stat_activity_count)',
        max_connections: 'min(pg_settings_max_connections)',
      },
    }),
    graph({
      title: 'Transactions',
      good: 'proportional to the requests; few are rolled back.',
      otherwise: 'many rollbacks: search the logs of core for database errors.',
      services,
      unit: 'ops',
      queries: {
        committed: perSecond('pg_stat_database_xact_commit', '', DATABASE),
        'rolled back': perSecond('pg_stat_database_xact_rollback', '', DATABASE),
      },
    }),
    graph({
      title: 'Buffer cache hit ratio',
      good: 'above 99%.',
      otherwise: 'PostgreSQL reads from the disk: raise shared_buffers, see docs/scaling.md.',
      services,
      unit: 'percentunit',
      max: 1,
      queries: {
        hits: `${perSecond('pg_stat_database_blks_hit', '', DATABASE)} / (${perSecond('pg_stat_database_blks_hit', '', DATABASE)} + ${perSecond('pg_stat_database_blks_read', '', DATABASE)})`,
      },
    }),
    graph({
      title: 'Database size',
      good: 'grows with accounts; notes leave when they are read.',
      otherwise: 'see docs/runbooks/NotesNearlyFull.md and DiskFull.md.',
      services,
      unit: 'bytes',
      queries: { '{{datname}}': 'max by (datname) (pg_database_size_bytes)' },
    }),
    graph({
      title: 'Deadlocks',
      good: 'none.',
      otherwise: 'note the log of PostgreSQL, and report it.',
      services,
      unit: 'ops',
      queries: { deadlocks: perSecond('pg_stat_database_deadlocks', '', DATABASE) },
    }),
  ],
};

const redis: Section = {
  title: 'Redis',
  panels: [
    graph({
      title: 'Redis memory',
      good: 'below the limit.',
      otherwise: 'at the limit, Redis evicts counters that expire first, and limits become wider.',
      services,
      unit: 'bytes',
      queries: { used: 'max(redis_memory_used_bytes)', limit: 'max(redis_memory_max_bytes)' },
    }),
    graph({
      title: 'Redis commands',
      good: 'proportional to the requests.',
      otherwise: 'many more: another program uses this Redis.',
      services,
      unit: 'ops',
      queries: {
        commands: perSecond('redis_commands_processed_total'),
        'evicted keys': perSecond('redis_evicted_keys_total'),
      },
    }),
    graph({
      title: 'Redis clients',
      good: 'a few for each core.',
      otherwise: 'growing: connections are not closed.',
      services,
      unit: 'short',
      queries: { connected: 'max(redis_connected_clients)', blocked: 'max(redis_blocked_clients)' },
    }),
  ],
};

const nats: Section = {
  title: 'NATS',
  panels: [
    graph({
      title: 'NATS connections',
      good: 'one for each core and mailer; no slow consumers.',
      otherwise: 'see docs/runbooks/NatsDisconnected.md.',
      services,
      unit: 'short',
      queries: {
        connections: 'max(gnatsd_varz_connections)',
        'slow consumers': 'max(gnatsd_varz_slow_consumers)',
      },
    }),
    graph({
      title: 'NATS messages',
      good: 'proportional to the mails.',
      otherwise: 'none although mails wait: see docs/runbooks/OutboxStuck.md.',
      services,
      unit: 'cps',
      queries: {
        received: perSecond('gnatsd_varz_in_msgs'),
        sent: perSecond('gnatsd_varz_out_msgs'),
      },
    }),
    graph({
      title: 'Stored in JetStream',
      good: 'some megabytes.',
      otherwise: 'growing: mails are not delivered, see docs/runbooks/OutboxStuck.md.',
      services,
      unit: 'bytes',
      queries: { '{{stream_name}}': 'max by (stream_name) (jetstream_stream_total_bytes)' },
    }),
  ],
};

const caddy: Section = {
  title: 'Caddy',
  panels: [
    graph({
      title: 'Responses of Caddy',
      good: 'your usual daily pattern, nearly all 2xx and 3xx.',
      otherwise: '502 and 503: no core is ready, see docs/runbooks/SiteUnreachable.md.',
      services,
      unit: 'reqps',
      isStacked: true,
      queries: { '{{code}}': perSecond('caddy_http_request_duration_seconds_count', 'code') },
    }),
    graph({
      title: 'In-flight requests of Caddy',
      good: 'a few.',
      otherwise: 'growing: core is slow, see docs/runbooks/RequestsSlow.md.',
      services,
      unit: 'short',
      queries: { requests: 'sum(caddy_http_requests_in_flight)' },
    }),
  ],
};

export const servicesPage = buildDashboard(
  page('Services', 'PostgreSQL, Redis, NATS and Caddy, as their exporters see them.'),
  [states, postgres, redis, nats, caddy],
);
