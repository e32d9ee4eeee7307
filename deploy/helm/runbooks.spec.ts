import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { variables } from '#libs/config';
import { startingWith } from '../../infra/prometheus/testing/runbooks.js';
import { renderChart } from '../testing/helm-chart.js';

const objects = renderChart();
const labelled = z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()).default({}) }) });
const labels = new Set(
  objects.flatMap((object) =>
    Object.entries(labelled.parse(object).metadata.labels).map((pair) => pair.join('=')),
  ),
);
const values: unknown = parse(readFileSync('deploy/helm/onasty/values.yaml', 'utf8'));

describe('commands of the runbooks', () => {
  it.each(startingWith('kubectl'))('$command names objects of the chart ($name)', ({ command }) => {
    for (const [, kind = '', name] of command.matchAll(/\b(deployment|services|ingress)[/ ]onasty-(\w+)/g)) {
      const known = objects.map((object) => `${object.kind.toLowerCase()} ${object.metadata.name}`);
      expect(known).toContain(`${kind.replace(/^services$/, 'service')} notes-${name}`);
    }
    const selected = /--selector (\S+)/.exec(command)?.[1];
    expect(selected === undefined || labels.has(selected.replace('=onasty-', '=notes-')), selected).toBe(
      true,
    );
  });

  it.each(startingWith('helm'))('$command sets values of the chart ($name)', ({ command }) => {
    for (const [, path = ''] of command.matchAll(/--set(?:-string)? ([\w.]+)=/g)) {
      const [, variable] = /^(?:core|mailer)\.settings\.(\w+)$/.exec(path) ?? [];
      expect(variable === undefined ? valueAt(path) !== undefined : variable in variables, path).toBe(true);
    }
  });
});

function valueAt(path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => z.record(z.string(), z.unknown()).safeParse(value).data?.[name],
      values,
    );
}
