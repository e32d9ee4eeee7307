import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig, requireVariable, variables } from '#libs/config';
import { secretsOfSetup } from '../testing/compose-file.js';
import { lintChart, renderChart, type KubernetesObject } from '../testing/helm-chart.js';

const WITH_METRICS = { metrics: { enabled: true, runbooks: 'https://git.onasty.test/runbooks' } };
const reference = z.object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) });
const labels = z.record(z.string(), z.string());
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  env: z.array(z.object({ name: z.string(), value: z.string().optional(), valueFrom: reference.optional() })),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  securityContext: z.object({
    readOnlyRootFilesystem: z.literal(true),
    allowPrivilegeEscalation: z.literal(false),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]), add: z.array(z.string()).optional() }),
  }),
  resources: z.object({ requests: z.object({ cpu: z.string() }), limits: z.object({ memory: z.string() }) }),
});
const workload = z.looseObject({
  kind: z.string(),
  spec: z.looseObject({
    selector: z.object({ matchLabels: labels }).optional(),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.looseObject({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.literal(65_532) }),
        containers: z.tuple([container]),
      }),
    }),
  }),
});

const objects = renderChart();
const named = (kind: string, name: string, among = objects): KubernetesObject => {
  const found = among.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
  if (found === undefined) throw new Error(`the chart makes no ${kind} ${name}`);
  return found;
};
const kinds = (among: KubernetesObject[]) =>
  among.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted();
const podOf = (kind: string, name: string, among = objects) =>
  workload.parse(named(kind, name, among)).spec.template;
const environmentOf = (kind: string, name: string, among = objects) =>
  podOf(kind, name, among).spec.containers[0].env;

const ENCRYPTED = {
  DATABASE_URL: 'postgresql://onasty_core:secret@postgres/onasty?sslmode=verify-full',
  REDIS_URL: 'rediss://redis',
  NATS_URL: 'tls://core:secret@nats',
};
const PLAIN = {
  DATABASE_URL: 'postgresql://onasty_core:secret@postgres/onasty',
  REDIS_URL: 'redis://redis',
  NATS_URL: 'nats://core:secret@nats',
};

/** Environment of a container; secrets have the values of setup.sh and these URLs. */
function filled(
  kind: string,
  name: string,
  { addresses = ENCRYPTED, among = objects } = {},
): Record<string, string> {
  const made = Object.entries(secretsOfSetup).map(([file, secret]) => [file.toUpperCase(), secret]);
  const secrets: Record<string, string | undefined> = { ...Object.fromEntries(made), ...addresses };
  const entries = environmentOf(kind, name, among).map((variable) => {
    const { key } = variable.valueFrom?.secretKeyRef ?? {};
    return [variable.name, key === undefined ? variable.value : secrets[key]];
  });
  return Object.fromEntries(entries);
}

/** Loads the configuration of each program, as its start does. */
function startAll(options: Parameters<typeof filled>[2]): void {
  loadConfig('core', filled('Deployment', 'notes-core', options));
  loadConfig('mailer', filled('Deployment', 'notes-mailer', options));
  requireVariable(variables.DATABASE_URL, filled('Job', 'notes-migrate', options));
}

const NEEDED = [
  'Deployment notes-core',
  'Deployment notes-mailer',
  'Deployment notes-web',
  'HorizontalPodAutoscaler notes-core',
  'Ingress notes-web',
  'Job notes-migrate',
  'NetworkPolicy notes',
  'NetworkPolicy notes-core',
  'NetworkPolicy notes-mailer',
  'NetworkPolicy notes-migrate',
  'NetworkPolicy notes-web',
  'Pod notes-test',
  'PodDisruptionBudget notes-core',
  'PodDisruptionBudget notes-mailer',
  'PodDisruptionBudget notes-web',
  'Service notes-core',
  'Service notes-web',
];
const WORKLOADS = [
  ['Deployment', 'notes-core'],
  ['Deployment', 'notes-mailer'],
  ['Deployment', 'notes-web'],
  ['Job', 'notes-migrate'],
] as const;

describe('the Helm chart', () => {
  it('renders the resources of a deployment, and its monitoring on request', () => {
    expect(kinds(objects)).toEqual(NEEDED);
    const more = kinds(renderChart(WITH_METRICS)).filter((name) => !kinds(objects).includes(name));
    expect(more).toEqual([
      'ConfigMap notes-dashboards',
      'PrometheusRule notes',
      'Service notes-mailer',
      'ServiceMonitor notes',
    ]);
  });

  it.each(WORKLOADS)('%s %s runs unprivileged and can write to /tmp only', (kind, name) => {
    expect(workload.safeParse(named(kind, name)).error).toBeUndefined();
  });

  it('gives core, the mailer and the migration a valid configuration', () => {
    expect(() => startAll({})).not.toThrow();
  });

  it('rejects backing services without TLS unless the network is declared private', () => {
    expect(() => startAll({ addresses: PLAIN })).toThrow('connects to another machine unencrypted');
    expect(() => startAll({ addresses: PLAIN, among: renderChart({ privateNetwork: true }) })).not.toThrow();
  });

  it('passes the strict linter of Helm', () => {
    expect(lintChart({})).toContain('0 chart(s) failed');
  });

  it.each(['notes-core', 'notes-mailer'])('gives %s no unknown variable', (name) => {
    const given = environmentOf('Deployment', name).map((variable) => variable.name);
    expect(given.filter((variable) => !(variable in variables))).toEqual([]);
  });

  it.each(WORKLOADS)('%s %s receives its secrets by reference only', (kind, name) => {
    for (const variable of environmentOf(kind, name)) {
      const isSecret = Object.entries(variables).some(
        ([known, { secret }]) => known === variable.name && secret,
      );
      expect(variable.valueFrom !== undefined, variable.name).toBe(isSecret);
    }
  });

  it('migrates the database before an installation or upgrade, with a separate role', () => {
    expect(named('Job', 'notes-migrate').metadata.annotations?.['helm.sh/hook']).toBe(
      'pre-install,pre-upgrade',
    );
    const role = { name: 'onasty-migrate', key: 'DATABASE_URL' };
    const given = environmentOf('Job', 'notes-migrate').map(({ valueFrom }) => valueFrom?.secretKeyRef);
    expect(given).toContainEqual(role);
  });

  it.each(['Service', 'PodDisruptionBudget'])('each %s selects the pods of one workload', (kind) => {
    const selector = z.object({
      spec: z.object({ selector: z.union([z.object({ matchLabels: labels }), labels]) }),
    });
    const pods = WORKLOADS.map(([kindOfPods, name]) => podOf(kindOfPods, name).metadata.labels);
    const wanted = objects.filter((candidate) => candidate.kind === kind);
    expect(wanted).not.toEqual([]);
    for (const candidate of wanted) {
      const found = selector.parse(candidate).spec.selector;
      const pairs = Object.entries('matchLabels' in found ? labels.parse(found.matchLabels) : found);
      expect(pods.filter((pod) => pairs.every(([key, value]) => pod[key] === value))).toHaveLength(1);
    }
  });

  it('probes the health of core, the mailer and web', () => {
    const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
    for (const name of ['notes-core', 'notes-mailer', 'notes-web']) {
      const [pod] = podOf('Deployment', name).spec.containers;
      for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        const { port } = probe.parse(pod[kind]).httpGet;
        expect(pod.ports.map((known) => known.name)).toContain(port);
      }
    }
  });

  it('sends and permits traces of core and the mailer once an endpoint is set', () => {
    const policy = z.object({
      spec: z.object({ egress: z.array(z.object({ ports: z.array(z.object({ port: z.number() })) })) }),
    });
    const endpoint = 'http://alloy.monitoring:4318';
    const traced = renderChart({ tracing: { endpoint } });
    for (const name of ['notes-core', 'notes-mailer']) {
      const pod = workload.parse(named('Deployment', name, traced)).spec.template.spec.containers[0];
      expect(pod.env).toContainEqual({ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: endpoint });
      const { egress } = policy.parse(named('NetworkPolicy', name, traced)).spec;
      expect(egress.flatMap(({ ports }) => ports)).toContainEqual({ port: 4318 });
    }
  });
});
