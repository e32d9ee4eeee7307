import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { alerts, testedExpressions, ruleFiles, ruleTestFiles } from './testing/rules.js';

const run = promisify(execFile);
const names = alerts.map(({ alert }) => alert);
const pages = readdirSync('docs/runbooks').map((file) => file.replace(/\.md$/, ''));

const FIRST_WORDS = { page: 'Page', ticket: 'Ticket', watchdog: 'Always fires' };

const about = (name: string) => testedExpressions.filter(({ expr }) => expr.includes(`alertname="${name}"`));
const firing = (series: string[], name: string) =>
  series.some((labels) => labels.includes(`alertname="${name}"`) && labels.includes('alertstate="firing"'));

describe('Prometheus rules', () => {
  it('are accepted by Prometheus, with its configuration', async () => {
    const { stdout } = await run('promtool', ['check', 'config', 'infra/prometheus/prometheus.yml']);
    for (const path of ruleFiles) expect(stdout).toContain(`Checking ${path}`);
  });

  it('pass their unit tests', async () => {
    const { stdout } = await run('promtool', ['test', 'rules', ...ruleTestFiles]);
    expect(stdout.match(/SUCCESS/g)).toHaveLength(ruleTestFiles.length);
  });

  it.each(names)('%s has a unit test in which it fires', (name) => {
    expect(testedExpressions.some(({ series }) => firing(series, name))).toBe(true);
  });

  it.each(names.filter((name) => name !== 'Watchdog'))(
    '%s has a unit test in which it does not fire',
    (name) => {
      expect(about(name).some(({ series }) => series.length === 0)).toBe(true);
    },
  );

  it('have unique names', () => {
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('Alertmanager configuration', () => {
  const file = 'infra/alertmanager/alertmanager.yml';

  it('is accepted by Alertmanager', async () => {
    const { stdout } = await run('amtool', ['check-config', file]);
    expect(stdout).toContain('SUCCESS');
  });

  it.each(alerts)('routes $alert by its severity', async ({ alert, labels: { severity } }) => {
    const labels = [`alertname=${alert}`, `severity=${severity}`];
    const { stdout } = await run('amtool', ['config', 'routes', 'test', `--config.file=${file}`, ...labels]);
    expect(stdout.trim()).toBe(severity);
  });
});

describe('docs/alerts.md, which `npm run lab -- alerts --write` writes', () => {
  it('lists each alert with its severity, except Watchdog', () => {
    const rows = readFileSync('docs/alerts.md', 'utf8').matchAll(/^\| (\w+) +\| (page|ticket) /gm);
    const seen = new Set([...rows].map(([, name, severity]) => `${name} ${severity}`));
    const expected = alerts.filter(({ alert }) => alert !== 'Watchdog');
    expect(seen).toEqual(new Set(expected.map(({ alert, labels }) => `${alert} ${labels.severity}`)));
  });
});

describe('runbooks', () => {
  it('exist for each alert and nothing else', () => {
    expect(pages.toSorted()).toEqual(names.toSorted());
  });

  it.each(alerts)('$alert links to its runbook', ({ alert, annotations }) => {
    expect(annotations.runbook_url).toBe(`{{ $externalLabels.runbooks }}/${alert}.md`);
  });

  it.each(alerts)('the runbook of $alert has impact, diagnosis and fix', ({ alert, labels }) => {
    const text = readFileSync(`docs/runbooks/${alert}.md`, 'utf8');
    expect(text.startsWith(`# ${alert}\n\n## Impact\n\n**${FIRST_WORDS[labels.severity]}.** `)).toBe(true);
    expect(text.match(/^## .*$/gm)).toEqual(['## Impact', '## Diagnose', '## Fix']);
    expect(text).toContain('```promql\n');
  });
});
