import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { alerts } from '../../../infra/prometheus/testing/rules.js';
import { writeFormatted } from '../../../scripts/write-formatted.js';
import { noteTraffic } from '../../support/traffic/all-traffic.js';
import { startMonitoredDeployment } from '../../support/deployment/monitored-deployment.js';
import { ALERT_FAULTS, type AlertFault } from './alert-faults.js';
import { alertsPage, PAGE, type SeenAlert } from './alerts-page.js';

/**
 * Causes one failure after another and waits until its alerts fire and clear, in a Prometheus where minutes are seconds.
 * Runs as root, which may mount the full disk:
 *
 *     npm run lab -- alerts            # every failure
 *     npm run lab -- alerts NATS       # failures with this word in their name
 *     npm run lab -- alerts --write    # updates docs/alerts.md, with a word only the rows of its failures, if every alert fired and cleared
 */
const FIRES_WITHIN_MS = 90_000;
/** Windows of six hours are six minutes. */
const CLEARS_WITHIN_MS = 480_000;
const POLL_MS = 500;
/** Fires continuously. */
const WATCHDOG = 'Watchdog';

const missing = alerts.filter(
  ({ alert }) => alert !== WATCHDOG && !ALERT_FAULTS.some((fault) => fault.alerts.includes(alert)),
);
if (missing.length > 0) throw new Error(`no fault raises ${missing.map(({ alert }) => alert).join(', ')}`);

const parameters = process.argv.slice(2);
const isWritten = parameters.includes('--write');
const named = parameters.find((parameter) => !parameter.startsWith('--')) ?? '';
const faults = ALERT_FAULTS.filter(({ name }) => name.includes(named));
const run = { isOver: false, failures: 0 };
const seen: SeenAlert[] = [];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const deployment = await startMonitoredDeployment();
try {
  const steady = steadyTraffic();
  // A counter that rises before the first scrape never rises for Prometheus.
  await waitUntil('Prometheus scrapes core', isCoreScraped, FIRES_WITHIN_MS);
  const clearing: Promise<void>[] = [];
  for (const fault of faults) {
    await inject(fault);
    clearing.push(...fault.alerts.map((alert) => seeClear(fault, alert)));
  }
  await Promise.all(clearing);
  run.isOver = true;
  await steady;
} finally {
  run.isOver = true;
  await deployment.stop();
}
if (isWritten && run.failures === 0)
  await writeFormatted(PAGE, alertsPage(await readFile(PAGE, 'utf8'), seen));
print(
  run.failures === 0
    ? `all ${faults.flatMap((fault) => fault.alerts).length} alerts fired and cleared`
    : `${run.failures} alerts did not fire or clear`,
);
process.exit(run.failures === 0 ? 0 : 1);

async function isCoreScraped(): Promise<boolean> {
  return (await deployment.prometheus.query('up{job="core"} == 1')).length > 0;
}

async function inject(fault: AlertFault): Promise<void> {
  await Promise.all(fault.alerts.map((alert) => seeClear(fault, alert, 'is clear before')));
  const end = await fault.strike(deployment);
  try {
    await Promise.all([...fault.alerts.map((alert) => seeFire(fault, alert)), repeat(fault)]);
  } finally {
    await end();
  }
}

async function repeat(fault: AlertFault): Promise<void> {
  const deadline = performance.now() + FIRES_WITHIN_MS;
  const allFire = async () => {
    const each = await Promise.all(fault.alerts.map((alert) => fires(fault, alert)));
    return each.every(Boolean);
  };
  while (fault.repeat && performance.now() < deadline && !(await allFire())) await fault.repeat(deployment);
}

async function seeFire(fault: AlertFault, alert: string): Promise<void> {
  const what = `${alert} fires: ${fault.name}`;
  const afterMs = await waitUntil(what, () => fires(fault, alert), FIRES_WITHIN_MS);
  seen.push({ alert, fault: fault.name, seconds: Math.round(afterMs / 1_000) });
}

async function seeClear(fault: AlertFault, alert: string, how = 'clears'): Promise<void> {
  await waitUntil(`${alert} ${how}`, async () => !(await fires(fault, alert)), CLEARS_WITHIN_MS);
}

/** @throws {Error} if a text of the alert has an empty placeholder */
async function fires({ label }: AlertFault, alert: string): Promise<boolean> {
  const wanted = label?.();
  const firing = await deployment.prometheus.firing();
  const found = firing.find(
    ({ labels }) =>
      labels['alertname'] === alert && (wanted === undefined || labels[wanted.name] === wanted.value),
  );
  if (/<|no value|\{\{/.test(Object.values(found?.annotations ?? {}).join())) {
    throw new Error(`${alert} has the annotations ${JSON.stringify(found?.annotations)}`);
  }
  return found !== undefined;
}

/** @returns milliseconds until the condition held, or the timeout */
async function waitUntil(what: string, holds: () => Promise<boolean>, timeoutMs: number): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < timeoutMs) {
    if (await holds()) {
      print(`${secondsSince(begin)} s  ${what}`);
      return performance.now() - begin;
    }
    await pause(POLL_MS);
  }
  run.failures += 1;
  print(`FAILED after ${secondsSince(begin)} s: ${what}`);
  return timeoutMs;
}

function secondsSince(begin: number): string {
  return String(Math.round((performance.now() - begin) / 1_000)).padStart(3);
}

/** Keeps every series of requests alive. */
async function steadyTraffic(): Promise<void> {
  while (!run.isOver) {
    await noteTraffic(deployment.http).catch(() => undefined);
    await pause(POLL_MS);
  }
}
