import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = 'infra/prometheus';

const alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({
    app: z.literal('onasty'),
    severity: z.enum(['page', 'ticket', 'watchdog']),
  }),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
const recording = z.strictObject({
  record: z.string(),
  expr: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({ name: z.string(), interval: z.string(), rules: z.array(z.union([alert, recording])) }),
  ),
});
const testFile = z.looseObject({
  tests: z.array(
    z.looseObject({
      promql_expr_test: z.array(
        z.object({ expr: z.string(), exp_samples: z.array(z.object({ labels: z.string() })) }),
      ),
    }),
  ),
});

export type Alert = z.infer<typeof alert>;

const RULES = readdirSync(join(FOLDER, 'rules')).map((name) => join(FOLDER, 'rules', name));
const TESTS = readdirSync(join(FOLDER, 'tests')).map((name) => join(FOLDER, 'tests', name));

export const ruleFiles: readonly string[] = RULES;
export const ruleTestFiles: readonly string[] = TESTS;

export const rules = RULES.flatMap((path) => ruleFile.parse(yamlOf(path)).groups).flatMap(
  (group) => group.rules,
);

export const alerts: readonly Alert[] = rules.filter((rule) => 'alert' in rule);

/** Expressions of the unit tests, with the series that they expect. */
export const testedExpressions = TESTS.flatMap((path) => testFile.parse(yamlOf(path)).tests)
  .flatMap((test) => test.promql_expr_test)
  .map(({ expr, exp_samples: samples }) => ({ expr, series: samples.map(({ labels }) => labels) }));

function yamlOf(path: string): unknown {
  return parse(readFileSync(path, 'utf8'));
}
