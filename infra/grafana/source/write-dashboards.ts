import { mkdir, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { core } from './core-dashboard.js';
import { logs } from './logs-dashboard.js';
import { mailer } from './mailer-dashboard.js';
import { notesPage } from './notes-dashboard.js';
import { overview } from './overview-dashboard.js';

/** Writes the dashboards as Grafana reads them: `npm run docs:gen`. */
const FOLDER = 'infra/grafana/dashboards';
const dashboards = { overview, core, mailer, notes: notesPage, logs };

await mkdir(FOLDER, { recursive: true });
for (const [name, dashboard] of Object.entries(dashboards)) {
  const path = `${FOLDER}/${name}.json`;
  const text = JSON.stringify(dashboard);
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
