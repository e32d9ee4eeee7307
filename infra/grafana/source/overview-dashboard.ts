import { graph, stat, timeline } from './panels.js';
import { buildDashboard, page, type Section } from './page.js';
import { perSecond, quantile } from './queries.js';

const REQUESTS = 'http_request_latency_seconds';
const READING = 'method=~"GET|POST", route=~"/api/v1/note/:slug(/view)?"';
const CREATING = 'method="POST", route="/api/v1/note"';
const both = ['core', 'mailer'] as const;
const core = ['core'] as const;
/** Jobs of infra/prometheus/prometheus.yml and standalone; a cluster's Prometheus has others too. */
const JOBS = [
  'core',
  'mailer',
  'standalone',
  'postgres',
  'redis',
  'nats',
  'caddy',
  'node',
  'site',
  'prometheus',
  'alertmanager',
  'blackbox',
  'alloy',
  'loki',
  'tempo',
  'grafana',
];

const now: Section = {
  title: 'Now',
  panels: [
    stat({
      title: 'Processes',
      good: 'as many as you run.',
      otherwise: 'see docs/runbooks/ServiceMissing.md.',
      services: both,
      unit: 'short',
      queries: { '{{service}}': 'count by (service) (onasty_build_info)' },
    }),
    stat({
      title: 'Alerts',
      good: 'no alert fires.',
      otherwise: 'open Prometheus; each alert links to its runbook.',
      services: both,
      unit: 'short',
      badFrom: 1,
      queries: {
        firing: 'count(ALERTS{alertstate="firing", app="onasty", severity!="watchdog"}) or vector(0)',
      },
    }),
    stat({
      title: 'Error budget, 30 days',
      good: 'more than half is left. The budget allows 0.1% failures.',
      otherwise:
        'fix the failures before you change anything else; at 0, roll out only changes that improve reliability.',
      services: core,
      unit: 'percentunit',
      decimals: 1,
      warnFrom: 0.5,
      badFrom: 0,
      isLowBad: true,
      queries: { '{{operation}}': 'onasty:slo_budget:left_30d{objective="availability"}' },
    }),
    stat({
      title: 'Latency budget, 30 days',
      good: 'more than half is left. The budget allows 1% of requests above 250 ms.',
      otherwise:
        'see the dashboard Core, and the log lines "request" at level warn: those requests took more than a second.',
      services: core,
      unit: 'percentunit',
      decimals: 1,
      warnFrom: 0.5,
      badFrom: 0,
      isLowBad: true,
      queries: { '{{operation}}': 'onasty:slo_budget:left_30d{objective="latency"}' },
    }),
    stat({
      title: 'Certificate',
      good: 'more than 30 days; renewal starts then.',
      otherwise: 'see docs/runbooks/CertificateExpires.md.',
      services: core,
      unit: 's',
      decimals: 0,
      warnFrom: 25 * 86_400,
      badFrom: 14 * 86_400,
      isLowBad: true,
      queries: { expiry: 'min(probe_ssl_earliest_cert_expiry{job="site"}) - time()' },
    }),
    stat({
      title: 'Free disk space',
      good: 'more than a quarter on every disk; the lowest value is shown.',
      otherwise: 'see docs/runbooks/DiskFull.md.',
      services: both,
      unit: 'percentunit',
      decimals: 0,
      warnFrom: 0.25,
      badFrom: 0.1,
      isLowBad: true,
      queries: { lowest: 'min(onasty:disk_room:ratio)' },
    }),
  ],
};

const requests: Section = {
  title: 'Requests',
  panels: [
    graph({
      title: 'Requests',
      good: 'your usual daily pattern, nearly all 2xx and 4xx.',
      otherwise:
        'a drop to zero means that no request arrives: see "Prometheus targets". 5xx: see the dashboard Core.',
      services: core,
      unit: 'reqps',
      isStacked: true,
      queries: {
        '{{class}}': `sum by (class) (label_replace(rate(${REQUESTS}_count[$__rate_interval]), "class", "\${1}xx", "status", "(.).*"))`,
      },
    }),
    graph({
      title: 'Server errors of every route',
      good: 'none.',
      otherwise: 'see docs/runbooks/ServerErrors.md.',
      services: core,
      unit: 'reqps',
      badFrom: 0.1,
      isStacked: true,
      queries: {
        '{{method}} {{route}}': perSecond('http_failed_requests_total', 'method, route', 'status=~"5.."'),
      },
    }),
    graph({
      title: 'Latency of create and read',
      good: 'p99 below 250 ms, p50 of a few milliseconds.',
      otherwise:
        'click a dot to open the trace of a request. Wide spans name the slow service; then see the dashboard Core.',
      services: core,
      unit: 's',
      hasExemplars: true,
      badFrom: 0.25,
      queries: {
        'create p99': quantile(0.99, REQUESTS, '', CREATING),
        'read p99': quantile(0.99, REQUESTS, '', READING),
        'create p50': quantile(0.5, REQUESTS, '', CREATING),
        'read p50': quantile(0.5, REQUESTS, '', READING),
      },
    }),
    graph({
      title: 'Burn rate',
      good: 'below 1: the budgets last their 30 days.',
      otherwise: 'an alert pages at 14.4: see docs/runbooks/RequestsFail.md and RequestsSlow.md.',
      services: core,
      unit: 'short',
      warnFrom: 1,
      badFrom: 14.4,
      queries: {
        'errors, {{operation}}': 'onasty:slo_errors:ratio_1h / 0.001',
        'latency, {{operation}}': 'onasty:slo_slow:ratio_1h / 0.01',
      },
    }),
  ],
};

const work: Section = {
  title: 'Background work',
  panels: [
    graph({
      title: 'Age of the oldest mail',
      good: 'a few seconds. Mails that wait for a retry count too.',
      otherwise: 'see docs/runbooks/OutboxStuck.md.',
      services: both,
      unit: 's',
      badFrom: 120,
      queries: { oldest: 'max(onasty_outbox_oldest_seconds)' },
    }),
    graph({
      title: 'Mails',
      good: 'nearly all mails are sent, as fast as they are requested.',
      otherwise: 'the mailer retries failed attempts; the dashboard Mailer shows why they fail.',
      services: ['mailer'],
      unit: 'cps',
      queries: {
        sent: perSecond('mail_sent_total'),
        'failed attempts': perSecond('mail_failed_total'),
        'dead-lettered': perSecond('onasty_mail_dead_total'),
      },
    }),
    graph({
      title: 'Content due for erasure',
      good: 'less than 10 s overdue; each core sweeps every 5 s.',
      otherwise: 'see docs/runbooks/SweeperLate.md.',
      services: core,
      unit: 's',
      badFrom: 60,
      queries: { oldest: 'max(onasty_sweeper_lag_seconds)' },
    }),
  ],
};

const parts: Section = {
  title: 'Backing services',
  panels: [
    timeline({
      title: 'Availability of backing services',
      good: 'all are up.',
      otherwise: 'see docs/runbooks/CircuitOpen.md, NatsDisconnected.md and RedisFallbacks.md.',
      services: both,
      queries: {
        '{{part}}': '1 - max by (part) (onasty_circuit_open)',
        'NATS, {{job}}': 'min by (job) (onasty_nats_connected)',
        Redis: 'min(onasty_redis_up)',
      },
    }),
    timeline({
      title: 'Prometheus targets',
      good: 'all are up.',
      otherwise: 'see docs/runbooks/TargetDown.md.',
      services: both,
      queries: {
        '{{job}}': `min by (job) (up{job=~"${JOBS.join('|')}"})`,
        '{{instance}} reachable': 'min by (instance) (probe_success{job="site"})',
      },
    }),
    graph({
      title: 'Notes',
      good: 'reads follow creations with some delay.',
      otherwise: 'notes are created and rarely read: see "Requests", and try to read one.',
      services: core,
      unit: 'cps',
      queries: {
        created: perSecond('onasty_notes_created_total'),
        read: perSecond('onasty_notes_read_total'),
      },
    }),
  ],
};

export const overview = buildDashboard(
  page('Overview', 'Availability, latency and backlogs. Start here when an alert fires.'),
  [now, requests, work, parts],
);
