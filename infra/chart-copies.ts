import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { restricted } from './promql.js';

/** Rule files of the chart. A cluster monitors its own machines, so machine-alerts.yml is left out. */
const RULES = ['alerts', 'slo', 'slo-alerts'];
/** Placeholder for the runbooks' URL, in our Prometheus and in the chart. */
const RUNBOOKS = { prometheus: '{{ $externalLabels.runbooks }}', chart: 'RUNBOOKS' };
/** Filled in by the chart's templates: a cluster may run Onasty in several namespaces. */
const NAMESPACE = 'RELEASE_NAMESPACE';
const MATCHER = `namespace="${NAMESPACE}"`;

const texts = z.record(z.string(), z.string());
const rule = z.looseObject({ expr: z.string(), labels: texts.optional(), annotations: texts.optional() });
const ruleFile = z.object({ groups: z.array(z.looseObject({ rules: z.array(rule) })) });
const ofPrometheus = z.looseObject({ datasource: z.looseObject({ type: z.literal('prometheus') }) });

/** Returns the rule groups of the Helm chart, restricted to its own namespace. */
export async function chartRules(): Promise<unknown[]> {
  const files = RULES.map((name) => readFile(`infra/prometheus/rules/${name}.yml`, 'utf8'));
  const groups = (await Promise.all(files)).flatMap((text) => ruleFile.parse(parse(text)).groups);
  return groups.map(({ rules, ...group }) => ({ ...group, rules: rules.map(restrictedRule) }));
}

function restrictedRule({ expr, labels, annotations, ...rest }: z.output<typeof rule>) {
  return {
    ...rest,
    expr: restricted(expr, MATCHER),
    // An aggregation drops the namespace label.
    labels: { ...labels, namespace: NAMESPACE },
    ...(annotations && { annotations: withChartRunbooks(annotations) }),
  };
}

function withChartRunbooks(annotations: z.output<typeof texts>): z.output<typeof texts> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      text.replace(RUNBOOKS.prometheus, RUNBOOKS.chart),
    ]),
  );
}

/** Restricts each Prometheus query of a dashboard to the chart's own namespace. */
export function chartDashboard(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(chartDashboard);
  if (typeof part !== 'object' || part === null) return part;
  const hasPrometheus = ofPrometheus.safeParse(part).success;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => {
      const isQuery = hasPrometheus && ['expr', 'query'].includes(name) && typeof value === 'string';
      return [name, isQuery ? restricted(value, MATCHER) : chartDashboard(value)];
    }),
  );
}
