import { setTimeout as pause } from 'node:timers/promises';
import { writeFormatted } from '../../../scripts/write-formatted.js';
import { noteTraffic } from '../../support/all-traffic.js';
import { alerts } from '../../../infra/prometheus/testing/rules.js';
import { WatchedDeployment } from '../../support/prometheus/watched-deployment.js';
import { ALERT_FAULTS, type AlertFault } from './alert-faults.js';
import { alertsPage, PAGE, type SeenAlert } from './alerts-page.js';

/**
 * Breaks one part after the other, in a Prometheus where minutes are seconds, and sees each alert fire and clear:
 * `npm run lab -- alerts`, or `npm run lab -- alerts NATS` for faults of that name. With `--write`, a run in which all did
 * so is written down in docs/alerts.md. As root, who alone may mount a disk that is full.
 */
const FIRES_WITHIN_MS = 90_000;
/** Windows of six hours are six minutes. */
const CLEARS_WITHIN_MS = 480_000;
const LOOK_EVERY_MS = 500;

/** It fires while all is well. */
const ALWAYS = 'Watchdog';

const missing = alerts.filter(
  ({ alert }) => alert !== ALWAYS && !ALERT_FAULTS.some((fault) => fault.alerts.includes(alert)),
);
if (missing.length > 0) throw new Error(`no fault raises ${missing.map(({ alert }) => alert).join(', ')}`);

const parameters = process.argv.slice(2);
const isWritten = parameters.includes('--write');
const named = parameters.find((parameter) => !parameter.startsWith('--')) ?? '';
const faults = ALERT_FAULTS.filter(({ name }) => name.includes(named));
const run = { isOver: false, failures: 0 };
const seen: SeenAlert[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const deployment = await WatchedDeployment.start();
try {
  const steady = steadyTraffic();
  const clearing: Promise<void>[] = [];
  for (const fault of faults) {
    await inflict(fault);
    clearing.push(...fault.alerts.map((alert) => seeClear(fault, alert)));
  }
  await Promise.all(clearing);
  run.isOver = true;
  await steady;
} finally {
  run.isOver = true;
  await deployment.stop();
}
if (isWritten && named === '' && run.failures === 0) await writeFormatted(PAGE, alertsPage(seen));
say(
  run.failures === 0
    ? `all ${faults.flatMap((fault) => fault.alerts).length} alerts fired and cleared`
    : `${run.failures} did not`,
);
process.exit(run.failures === 0 ? 0 : 1);

async function inflict(fault: AlertFault): Promise<void> {
  await Promise.all(fault.alerts.map((alert) => seeClear(fault, alert, 'is quiet before')));
  const mend = await fault.strike(deployment);
  try {
    await Promise.all([...fault.alerts.map((alert) => seeFire(fault, alert)), meanwhile(fault)]);
  } finally {
    await mend();
  }
}

async function meanwhile(fault: AlertFault): Promise<void> {
  const deadline = performance.now() + FIRES_WITHIN_MS;
  const allFire = async () => {
    const each = await Promise.all(fault.alerts.map((alert) => fires(fault, alert)));
    return each.every(Boolean);
  };
  while (fault.meanwhile && performance.now() < deadline && !(await allFire()))
    await fault.meanwhile(deployment);
}

async function seeFire(fault: AlertFault, alert: string): Promise<void> {
  const what = `${alert} fires: ${fault.name}`;
  const afterMs = await waitUntil(what, () => fires(fault, alert), FIRES_WITHIN_MS);
  seen.push({ alert, cause: fault.name, seconds: Math.round(afterMs / 1_000) });
}

async function seeClear(fault: AlertFault, alert: string, how = 'clears'): Promise<void> {
  await waitUntil(`${alert} ${how}`, async () => !(await fires(fault, alert)), CLEARS_WITHIN_MS);
}

/** Also looks whether its texts are filled in. */
async function fires({ label }: AlertFault, alert: string): Promise<boolean> {
  const wanted = label?.();
  const firing = await deployment.parts.prometheus.firing();
  const found = firing.find(
    ({ labels }) =>
      labels['alertname'] === alert && (wanted === undefined || labels[wanted.name] === wanted.value),
  );
  if (/<|no value|\{\{/.test(Object.values(found?.annotations ?? {}).join())) {
    throw new Error(`${alert} says ${JSON.stringify(found?.annotations)}`);
  }
  return found !== undefined;
}

/** @returns after how many milliseconds it held, or was given up */
async function waitUntil(what: string, holds: () => Promise<boolean>, timeoutMs: number): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < timeoutMs) {
    if (await holds()) {
      say(`${seconds(begin)} s  ${what}`);
      return performance.now() - begin;
    }
    await pause(LOOK_EVERY_MS);
  }
  run.failures += 1;
  say(`NOT within ${seconds(begin)} s: ${what}`);
  return timeoutMs;
}

function seconds(begin: number): string {
  return String(Math.round((performance.now() - begin) / 1_000)).padStart(3);
}

/** So that there is a share of requests that fails, whatever else goes on. */
async function steadyTraffic(): Promise<void> {
  while (!run.isOver) {
    await noteTraffic(deployment.http).catch(() => undefined);
    await pause(LOOK_EVERY_MS);
  }
}
