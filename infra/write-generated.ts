import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { writeFormatted } from '../scripts/write-formatted.js';
import { core } from './grafana/source/core-dashboard.js';
import { logs } from './grafana/source/logs-dashboard.js';
import { mailer } from './grafana/source/mailer-dashboard.js';
import { notesPage } from './grafana/source/notes-dashboard.js';
import { overview } from './grafana/source/overview-dashboard.js';

/**
 * Writes the dashboards as Grafana reads them, and what the Helm chart has of infra/, since a chart can reach nothing
 * outside of it: `npm run docs:gen`.
 */
const CHART = 'deploy/helm/onasty/files';
const dashboards = { overview, core, mailer, notes: notesPage, logs };
/** A cluster watches its machines and names itself: machine-alerts.yml stays out. */
const RULES = ['alerts', 'slo', 'slo-alerts'];

for (const [name, dashboard] of Object.entries(dashboards)) {
  const text = JSON.stringify(dashboard);
  await writeFormatted(`infra/grafana/dashboards/${name}.json`, text);
  await writeFormatted(`${CHART}/dashboards/${name}.json`, text);
}
await writeFormatted(`${CHART}/rules.yml`, stringify({ groups: await groupsOfRules() }, { lineWidth: 0 }));

async function groupsOfRules(): Promise<unknown[]> {
  const texts = RULES.map((name) => readFile(`infra/prometheus/rules/${name}.yml`, 'utf8'));
  return (await Promise.all(texts)).flatMap((text) => parse(text).groups);
}
