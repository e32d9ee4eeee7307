import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { narrowed } from './promql.js';

/** A cluster watches its machines and names itself: machine-alerts.yml stays out. */
const RULES = ['alerts', 'slo', 'slo-alerts'];
/** Where our Prometheus says where runbooks are, and where the chart does. */
const RUNBOOKS = { ours: '{{ $externalLabels.runbooks }}', chart: 'RUNBOOKS' };
/** The chart's templates fill it in. A Prometheus of a cluster knows many namespaces, and more than one may have Onasty. */
const NAMESPACE = 'RELEASE_NAMESPACE';
const MATCHER = `namespace="${NAMESPACE}"`;

const texts = z.record(z.string(), z.string());
const rule = z.looseObject({ expr: z.string(), labels: texts.optional(), annotations: texts.optional() });
const ruleFile = z.object({ groups: z.array(z.looseObject({ rules: z.array(rule) })) });
const ofPrometheus = z.looseObject({ datasource: z.looseObject({ type: z.literal('prometheus') }) });

/** The groups of rules as the Helm chart has them: about its own namespace. */
export async function chartRules(): Promise<unknown[]> {
  const files = RULES.map((name) => readFile(`infra/prometheus/rules/${name}.yml`, 'utf8'));
  const groups = (await Promise.all(files)).flatMap((text) => ruleFile.parse(parse(text)).groups);
  return groups.map(({ rules, ...group }) => ({ ...group, rules: rules.map(narrowedRule) }));
}

function narrowedRule({ expr, labels, annotations, ...rest }: z.output<typeof rule>) {
  return {
    ...rest,
    expr: narrowed(expr, MATCHER),
    // What a sum leaves of labels does not say whose it is.
    labels: { ...labels, namespace: NAMESPACE },
    ...(annotations && { annotations: leadingToRunbooks(annotations) }),
  };
}

function leadingToRunbooks(annotations: z.output<typeof texts>): z.output<typeof texts> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [name, text.replace(RUNBOOKS.ours, RUNBOOKS.chart)]),
  );
}

/** A dashboard as the Helm chart has it: each question to Prometheus is about its own namespace. */
export function chartDashboard(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(chartDashboard);
  if (typeof part !== 'object' || part === null) return part;
  const isAsked = ofPrometheus.safeParse(part).success;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => {
      const isQuestion = isAsked && ['expr', 'query'].includes(name) && typeof value === 'string';
      return [name, isQuestion ? narrowed(value, MATCHER) : chartDashboard(value)];
    }),
  );
}
