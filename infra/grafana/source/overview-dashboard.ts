import { graph, stat } from './panels.js';
import { laidOut, page, type Section } from './page.js';
import { perSecond, quantile } from './queries.js';

const REQUESTS = 'http_request_latency_seconds';
const READING = 'method=~"GET|POST", route=~"/api/v1/note/:slug(/view)?"';
const CREATING = 'method="POST", route="/api/v1/note"';
const both = ['core', 'mailer'] as const;
const core = ['core'] as const;
/** Those of infra/prometheus/prometheus.yml, and standalone: a cluster's Prometheus has others too. */
const JOBS = [
  'core',
  'mailer',
  'standalone',
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
      good: 'as many of each as you run.',
      otherwise: 'see docs/runbooks/ServiceMissing.md.',
      services: both,
      unit: 'short',
      queries: { '{{service}}': 'count by (service) (onasty_build_info)' },
    }),
    stat({
      title: 'Alerts',
      good: 'none fires.',
      otherwise: 'open them in Prometheus; each names its runbook.',
      services: both,
      unit: 'short',
      badFrom: 1,
      queries: {
        firing: 'count(ALERTS{alertstate="firing", app="onasty", severity!="watchdog"}) or vector(0)',
      },
    }),
    stat({
      title: 'Budget of failures, 30 days',
      good: 'more than half is left: up to 0.1 % of requests may fail.',
      otherwise:
        'mend what fails before you change anything else; at 0 only what makes it more reliable is rolled out.',
      services: core,
      unit: 'percentunit',
      decimals: 1,
      warnFrom: 0.5,
      badFrom: 0,
      isLowBad: true,
      queries: { '{{operation}}': 'onasty:slo_budget:left_30d{objective="availability"}' },
    }),
    stat({
      title: 'Budget of slowness, 30 days',
      good: 'more than half is left: up to 1 % of requests may take longer than 250 ms.',
      otherwise:
        'look for what they wait for in the dashboard Core, and in the logs for lines "request" of level warn: those took over a second.',
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
      good: 'more than 30 days, since it is renewed then.',
      otherwise: 'see docs/runbooks/CertificateExpires.md.',
      services: core,
      unit: 's',
      decimals: 0,
      warnFrom: 25 * 86_400,
      badFrom: 14 * 86_400,
      isLowBad: true,
      queries: { 'the site': 'min(probe_ssl_earliest_cert_expiry{job="site"}) - time()' },
    }),
    stat({
      title: 'Room on disks',
      good: 'more than a quarter everywhere; the one with the least is shown.',
      otherwise: 'see docs/runbooks/DiskFull.md.',
      services: both,
      unit: 'percentunit',
      decimals: 0,
      warnFrom: 0.25,
      badFrom: 0.1,
      isLowBad: true,
      queries: { least: 'min(onasty:disk_room:ratio)' },
    }),
  ],
};

const requests: Section = {
  title: 'Requests',
  panels: [
    graph({
      title: 'Requests',
      good: 'the shape of your days, nearly all of them 2xx and 4xx.',
      otherwise:
        'a fall to nothing means that nobody gets through: see "Targets of Prometheus". 5xx: see the dashboard Core.',
      services: core,
      unit: 'reqps',
      isStacked: true,
      queries: {
        '{{class}}': `sum by (class) (label_replace(rate(${REQUESTS}_count[$__rate_interval]), "class", "\${1}xx", "status", "(.).*"))`,
      },
    }),
    graph({
      title: 'How long creating and reading take',
      good: 'p99 below 250 ms, p50 of a few milliseconds.',
      otherwise:
        'click a dot: it is one request, with its trace. Wide spans name the part that is slow; then the dashboard Core.',
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
      title: 'How fast the budgets burn',
      good: 'below 1: at that rate they last for their 30 days.',
      otherwise: 'at 14.4 somebody is woken up: see docs/runbooks/RequestsFail.md and RequestsSlow.md.',
      services: core,
      unit: 'short',
      warnFrom: 1,
      badFrom: 14.4,
      queries: {
        'failures, {{operation}}': 'onasty:slo_errors:ratio_1h / 0.001',
        'slowness, {{operation}}': 'onasty:slo_slow:ratio_1h / 0.01',
      },
    }),
  ],
};

const work: Section = {
  title: 'What has to be done',
  panels: [
    graph({
      title: 'Age of the oldest mail',
      good: 'a few seconds. A mail that waits for its next try counts too.',
      otherwise: 'see docs/runbooks/OutboxStuck.md.',
      services: both,
      unit: 's',
      badFrom: 120,
      queries: { oldest: 'max(onasty_outbox_oldest_seconds)' },
    }),
    graph({
      title: 'Mails',
      good: 'nearly all are sent, at about the rate they are waiting.',
      otherwise: 'failed attempts are tried again; why they fail is in the dashboard Mailer.',
      services: ['mailer'],
      unit: 'cps',
      queries: {
        sent: perSecond('mail_sent_total'),
        'failed attempts': perSecond('mail_failed_total'),
        'given up': perSecond('onasty_mail_dead_total'),
      },
    }),
    graph({
      title: 'Content that should be erased',
      good: 'less than ten seconds old: each core sweeps every five.',
      otherwise: 'see docs/runbooks/SweeperLate.md.',
      services: core,
      unit: 's',
      badFrom: 60,
      queries: { oldest: 'max(onasty_sweeper_lag_seconds)' },
    }),
  ],
};

const parts: Section = {
  title: 'Parts',
  panels: [
    graph({
      title: 'Parts that do not answer',
      good: 'all lines lie at 0.',
      otherwise:
        '1 means not reached: see docs/runbooks/CircuitOpen.md, NatsDisconnected.md and RedisFallbacks.md.',
      services: both,
      unit: 'short',
      max: 1,
      queries: {
        'circuit to {{part}}': 'max by (part) (onasty_circuit_open)',
        'NATS, for {{job}}': '1 - min by (job) (onasty_nats_connected)',
        Redis: '1 - min(onasty_redis_up)',
      },
    }),
    graph({
      title: 'Targets of Prometheus',
      good: 'all lines lie at 1.',
      otherwise: 'see docs/runbooks/TargetDown.md.',
      services: both,
      unit: 'short',
      max: 1,
      queries: {
        '{{job}}': `min by (job) (up{job=~"${JOBS.join('|')}"})`,
        '{{instance}} answers': 'min by (instance) (probe_success{job="site"})',
      },
    }),
    graph({
      title: 'Notes',
      good: 'a note is read about as often as one is created, some time later.',
      otherwise: 'created, and hardly ever read: look at "Requests" and try to read one yourself.',
      services: core,
      unit: 'cps',
      queries: {
        created: perSecond('onasty_notes_created_total'),
        read: perSecond('onasty_notes_read_total'),
      },
    }),
  ],
};

/** Is it up, is it fast, is anything stuck? */
export const overview = laidOut(
  page('Overview', 'Is it up, is it fast, is anything stuck? Start here when an alert fires.'),
  [now, requests, work, parts],
);
