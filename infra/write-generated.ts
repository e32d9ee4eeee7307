import { stringify } from 'yaml';
import { writeFormatted } from '../scripts/write-formatted.js';
import { chartDashboard, chartRules } from './chart-copies.js';
import { core } from './grafana/source/core-dashboard.js';
import { logs } from './grafana/source/logs-dashboard.js';
import { mailer } from './grafana/source/mailer-dashboard.js';
import { notesPage } from './grafana/source/notes-dashboard.js';
import { overview } from './grafana/source/overview-dashboard.js';
import { servicesPage } from './grafana/source/services-dashboard.js';

/**
 * Writes the Grafana dashboards, and copies of rules and dashboards into the Helm chart, which cannot
 * read files outside its folder. Part of `npm run docs:gen`.
 */
const CHART = 'deploy/helm/onasty/files';
const dashboards = { overview, core, mailer, notes: notesPage, services: servicesPage, logs };

for (const [name, dashboard] of Object.entries(dashboards)) {
  const text = JSON.stringify(dashboard);
  await writeFormatted(`infra/grafana/dashboards/${name}.json`, text);
  const narrowed = JSON.stringify(chartDashboard(JSON.parse(text)));
  await writeFormatted(`${CHART}/dashboards/${name}.json`, narrowed);
}
await writeFormatted(`${CHART}/rules.yml`, stringify({ groups: await chartRules() }, { lineWidth: 0 }));
