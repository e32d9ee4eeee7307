import { existsSync, readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import type { MetricObject } from 'prom-client';
import { z } from 'zod';
import { observeCore } from '#built/apps/core/observe-core.js';
import '#built/apps/mailer/create-mailer.js';
import { MemoryEventBus } from '#libs/event-bus';
import { registry } from '#libs/observability';
import { measureProcess } from '#built/libs/observability/metrics/process.metrics.js';

const MEASURED = 'e2e/lab/bench/observability/measured.json';
const HEAD = `# Metrics

Each program serves its metrics at \`http://<HTTP_HOST>:<METRICS_PORT>/metrics\` and nothing else there; without
\`METRICS_PORT\` it serves none. The format is Prometheus's text format, or OpenMetrics if the scraper accepts it. Standalone
serves the metrics of core and of the mailer.

No label holds user data, and the number of series is bounded. Counters start at 0 with the program. A feature that a
program does not use reports 0 or no value.

This page is generated from the code by \`npm run docs:gen\`.
`;

const measuredSchema = z.object({
  machine: z.string(),
  rounds: z.number(),
  compared: z.array(
    z.object({
      connections: z.number(),
      on: z.object({ requestsPerSecond: z.number(), cpuMs: z.number() }),
      off: z.object({ requestsPerSecond: z.number(), cpuMs: z.number() }),
      ratio: z.number(),
    }),
  ),
});

/** Sections in the order of the page; a metric belongs to the first that matches its name. */
const SECTIONS: readonly (readonly [title: string, pattern: RegExp])[] = [
  ['Requests (core)', /^(onasty_)?http_/],
  ['Notes (core)', /^onasty_notes?_/],
  ['Sweeper (core)', /^onasty_sweeper_/],
  ['Accounts (core)', /^onasty_(sign_|confirmations_)/],
  ['Passwords (core)', /^onasty_password_/],
  ['PostgreSQL (core)', /^onasty_database_/],
  ['Redis (core)', /^onasty_redis_/],
  ['Encryption (core and mailer)', /^onasty_(de|en)cryption_/],
  ['Outbox (core)', /^onasty_outbox_/],
  ['Webhooks (core)', /^onasty_webhook_/],
  ['Mails (mailer)', /^(onasty_)?mail_/],
  ['NATS (core and mailer)', /^onasty_(jetstream|nats)_/],
  ['All programs', /^onasty_(build_info|circuit_|log_|memory_)/],
  ['Process and Node (all programs)', /^(process|nodejs)_/],
];

/** Text of docs/metrics.md, from the metrics that the programs register. */
export function metricsPage(core: INestApplication): string {
  measureProcess('docs');
  observeCore(registry, {
    app: core,
    database: { circuitState: 'closed', poolUsage: { size: 0, total: 0, idle: 0, waiting: 0 } },
    cache: { redisState: 'unused' },
    bus: new MemoryEventBus(),
    repository: { backlog: () => Promise.reject(new Error('no database')) },
  });
  const rest = new Set(
    registry.getMetricsAsArray().toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  );
  const sections = SECTIONS.map(([title, pattern]) => {
    const found = [...rest].filter(({ name }) => pattern.test(name));
    for (const metric of found) rest.delete(metric);
    return `## ${title}\n\n| Metric | Kind | Labels | Description |\n| --- | --- | --- | --- |\n${found.map(row).join('\n')}\n`;
  });
  if (rest.size > 0) throw new Error(`no section for ${[...rest].map(({ name }) => name).join(', ')}`);
  return [HEAD, ...sections, costs()].join('\n');
}

/** Measurements of `npm run bench -- observability --write`. */
function costs(): string {
  if (!existsSync(MEASURED)) return '';
  const { machine, rounds, compared } = measuredSchema.parse(JSON.parse(readFileSync(MEASURED, 'utf8')));
  const rows = compared.map(
    ({ connections, on, off, ratio }) =>
      `| ${connections} | ${on.requestsPerSecond} | ${off.requestsPerSecond} | ${ratio} | ${on.cpuMs} | ${off.cpuMs} |`,
  );
  return `## Cost

Core with a scraped metrics endpoint and request logs, compared with core without either. Notes are created and read in
turn; the columns are requests per second and milliseconds of core's CPU time per request, medians of ${rounds} rounds of
\`npm run bench -- observability\` on ${machine}.

| Connections | Rate with | Rate without | Ratio | CPU with | CPU without |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function row(metric: MetricObject): string {
  const names = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : [];
  const labels = names.map((label) => `\`${label}\``).join(', ');
  return `| \`${metric.name}\` | ${metric.type} | ${labels} | ${metric.help.replaceAll('|', '\\|')} |`;
}
