import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { launchChromium } from '../../../apps/web/testing/chromium.js';
import {
  accountTraffic,
  failingMails,
  guessPasswords,
  noteTraffic,
} from '../../support/traffic/all-traffic.js';
import { dashboards, instancesOn, type Dashboard } from '../../../infra/grafana/testing/dashboards.js';
import { startMonitoredDeployment } from '../../support/deployment/monitored-deployment.js';
import { drawnPanel } from './panel-data.js';

/**
 * Draws each dashboard in the layout of Grafana with data of a deployment under load. `npm run lab -- dashboards` writes the
 * pictures to e2e/.output/dashboards.
 */
const FOLDER = 'e2e/.output/dashboards';
const SECONDS = 60;
const require = createRequire(import.meta.url);
const UPLOT = require.resolve('uplot/dist/uPlot.iife.min.js');
const STYLE = require.resolve('uplot/dist/uPlot.min.css');
const SCRIPT = 'e2e/lab/dashboards/draw-panels.js';

const deployment = await startMonitoredDeployment();
const browser = await launchChromium();
try {
  await generateTraffic(SECONDS);
  await mkdir(FOLDER, { recursive: true });
  for (const [name, dashboard] of dashboards) await draw(dashboard, `${FOLDER}/${name}.png`);
} finally {
  await browser.close();
  await deployment.stop();
}

async function generateTraffic(seconds: number): Promise<void> {
  const { http, smtp } = deployment;
  const end = performance.now() + seconds * 1_000;
  for (let round = 0; performance.now() < end; round += 1) {
    await Promise.all(Array.from({ length: 1 + (round % 5) }, () => noteTraffic(http)));
    if (round % 10 === 0) await accountTraffic(http, smtp);
    if (round % 20 === 5) await guessPasswords(http);
    if (round % 40 === 15) await failingMails(http, smtp);
  }
}

async function draw(dashboard: Dashboard, path: string): Promise<void> {
  const { title, panels } = dashboard;
  const { prometheus } = deployment;
  const instances = await instancesOn(dashboard, (series) => prometheus.query(series));
  const shown = { seconds: SECONDS, instances };
  const drawn = await Promise.all(panels.map((panel) => drawnPanel(panel, prometheus, shown)));
  const page = await browser.newPage({ viewport: { width: 1_620, height: 900 } });
  await page.addStyleTag({ path: STYLE });
  await page.addScriptTag({ path: UPLOT });
  await page.addScriptTag({ path: SCRIPT });
  await page.evaluate(`drawDashboard(${JSON.stringify({ title, panels: drawn })})`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
  process.stdout.write(`${path}\n`);
}
