import { existsSync, readFileSync } from 'node:fs';
import '../../dist/apps/core/create-app.js';
import '../../dist/apps/mailer/create-mailer.js';
import { observeCircuitBreakers } from '../../dist/libs/circuit-breaker/index.js';
import { MemoryEventBus, observeEventBus } from '../../dist/libs/event-bus/index.js';
import { registry } from '../../dist/libs/observability/index.js';
import { measureProcess } from '../../dist/libs/observability/metrics/process.metrics.js';

const MEASURED = 'e2e/bench/observability/measured.json';
const HEAD = `# Metrics

Each program serves its metrics at \`http://<HTTP_HOST>:<METRICS_PORT>/metrics\`, and nothing else there; without
\`METRICS_PORT\` nowhere. They are in Prometheus's text format, or OpenMetrics for whoever asks for it. Standalone has those
of core and of the mailer.

No label holds anything of a user: the number of series is bounded, whatever is asked. Counters begin at 0 when a program
starts. What a program does not use is 0, or has no value.

This page is generated from the code by \`npm run docs:gen\`.
`;

/** In the order of the page; a metric is in the first that fits. */
const SECTIONS = [
  ['Requests (core)', /^(onasty_)?http_/],
  ['Notes (core)', /^onasty_notes?_/],
  ['Sweeper (core)', /^onasty_sweeper_/],
  ['Accounts (core)', /^onasty_(sign_|confirmations_)/],
  ['Passwords (core)', /^onasty_password_/],
  ['PostgreSQL (core)', /^onasty_database_/],
  ['Redis (core)', /^onasty_redis_/],
  ['Outbox (core)', /^onasty_outbox_/],
  ['Mails (mailer)', /^(onasty_)?mail_/],
  ['NATS (core and mailer)', /^onasty_(jetstream|nats)_/],
  ['All programs', /^onasty_(build_info|circuit_)/],
  ['Process and Node (all programs)', /^(process|nodejs)_/],
];

/** docs/metrics.md, from the metrics that the programs register. */
export function metricsPage() {
  measureProcess('docs');
  observeCircuitBreakers(registry, {});
  observeEventBus(registry, new MemoryEventBus());
  const rest = new Set(
    registry.getMetricsAsArray().toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  );
  const sections = SECTIONS.map(([title, pattern]) => {
    const found = [...rest].filter(({ name }) => pattern.test(name));
    for (const metric of found) rest.delete(metric);
    return `## ${title}\n\n| Metric | Kind | Labels | What it tells |\n| --- | --- | --- | --- |\n${found.map(row).join('\n')}\n`;
  });
  if (rest.size > 0) throw new Error(`no section for ${[...rest].map(({ name }) => name).join(', ')}`);
  return [HEAD, ...sections, costs()].join('\n');
}

/** What `npm run bench -- --observability --write` found. */
function costs() {
  if (!existsSync(MEASURED)) return '';
  const { machine, rounds, compared } = JSON.parse(readFileSync(MEASURED, 'utf8'));
  const rows = compared.map(
    ({ connections, on, off, ratio }) =>
      `| ${connections} | ${on.requestsPerSecond} | ${off.requestsPerSecond} | ${ratio} | ${on.cpuMs} | ${off.cpuMs} |`,
  );
  return `## What they cost

A core that serves metrics, is asked for them and logs every request, beside one that does none of that: notes created
and read in turn, requests per second and milliseconds of its processor time for each, medians of ${rounds} rounds by
\`npm run bench -- --observability\` on ${machine}.

| Connections | Rate with | Rate without | Ratio | Time with | Time without |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function row({ name, type, labelNames, help }) {
  const labels = labelNames.map((label) => `\`${label}\``).join(', ');
  return `| \`${name}\` | ${type} | ${labels} | ${help.replaceAll('|', '\\|')} |`;
}
