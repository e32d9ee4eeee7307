import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderChart } from '../testing/helm-chart.js';

const labels = z.record(z.string(), z.string());
const selector = z.object({ matchLabels: labels });
const peers = z.array(
  z.union([
    z.strictObject({ podSelector: selector }),
    z.strictObject({ namespaceSelector: z.looseObject({}), podSelector: selector.optional() }),
    z.strictObject({ ipBlock: z.object({ cidr: z.string() }) }),
  ]),
);
const ports = z.array(
  z.strictObject({ port: z.union([z.number(), z.string()]), protocol: z.string().optional() }),
);
const policy = z.object({
  kind: z.literal('NetworkPolicy'),
  metadata: z.object({ name: z.string() }),
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.tuple([z.literal('Ingress'), z.literal('Egress')]),
    ingress: z.array(z.strictObject({ from: peers.optional(), ports })).default([]),
    egress: z.array(z.strictObject({ to: peers.optional(), ports })),
  }),
});
const pods = z.object({
  kind: z.enum(['Deployment', 'Job']),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.number().optional(),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        containers: z.tuple([
          z.object({ env: z.array(z.object({ name: z.string(), value: z.string().optional() })) }),
        ]),
      }),
    }),
  }),
});
const autoscaler = z.object({
  kind: z.literal('HorizontalPodAutoscaler'),
  spec: z.strictObject({
    scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
    minReplicas: z.number(),
    maxReplicas: z.number(),
    metrics: z.tuple([
      z.object({
        resource: z.object({ name: z.string(), target: z.object({ averageUtilization: z.number() }) }),
      }),
    ]),
  }),
});
const budget = z.object({
  kind: z.literal('PodDisruptionBudget'),
  spec: z.strictObject({
    maxUnavailable: z.literal(1),
    unhealthyPodEvictionPolicy: z.literal('AlwaysAllow'),
    selector,
  }),
});

type Objects = ReturnType<typeof renderChart>;
const allOf = <Known>(schema: z.ZodType<Known>, among: Objects): Known[] =>
  among.flatMap((object) => schema.safeParse(object).data ?? []);
const policyOf = (name: string, among = renderChart()) =>
  allOf(policy, among).find(({ metadata }) => metadata.name === name)?.spec ??
  expect.fail(`no policy ${name}`);
/** Proxies whose `X-Forwarded-For` web trusts. */
const trusted = (among: Objects) =>
  allOf(pods, among)
    .flatMap(({ spec }) => spec.template.spec.containers[0].env)
    .find(({ name }) => name === 'TRUSTED_PROXIES')?.value;
const component = (name: string) => ({
  podSelector: {
    matchLabels: { 'app.kubernetes.io/instance': 'notes', 'app.kubernetes.io/component': name },
  },
});

describe('the network policies of the chart', () => {
  const chart = renderChart();

  it('deny each pod everything except DNS, and allow more by one policy for each pod', () => {
    const { podSelector, ingress, egress } = policyOf('notes');
    expect(podSelector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'onasty',
      'app.kubernetes.io/instance': 'notes',
    });
    expect(ingress).toEqual([]);
    expect(egress.flatMap((rule) => rule.ports.map(({ port }) => port))).toEqual([53, 53, 5353, 5353]);
    for (const { metadata, spec } of allOf(pods, chart)) {
      const given = Object.entries(spec.template.metadata.labels);
      const chosen = given.filter(
        ([name, value]) => policyOf(metadata.name).podSelector.matchLabels[name] === value,
      );
      expect(Object.fromEntries(chosen)).toEqual(policyOf(metadata.name).podSelector.matchLabels);
    }
    expect(allOf(policy, chart)).toHaveLength(1 + allOf(pods, chart).length);
  });

  it('admit every client to web, only web to core, and no client to the others', () => {
    expect(policyOf('notes-web').ingress).toEqual([{ ports: [{ port: 'http' }] }]);
    expect(policyOf('notes-web').egress).toEqual([{ to: [component('core')], ports: [{ port: 3000 }] }]);
    expect(policyOf('notes-core').ingress).toEqual([{ from: [component('web')], ports: [{ port: 'http' }] }]);
    for (const name of ['notes-mailer', 'notes-migrate']) expect(policyOf(name).ingress).toEqual([]);
  });

  it.each([
    ['notes-core', [[5432], [6379], [4222], [443]]],
    ['notes-mailer', [[4222], [465, 587, 25]]],
    ['notes-migrate', [[5432]]],
  ])('let %s reach only the backing services that it needs', (name, needed) => {
    expect(policyOf(name).egress).toEqual(
      needed.map((allowed) => ({ ports: allowed.map((port) => ({ port })) })),
    );
  });

  it('have web trust only the ingress for client addresses, and require its network', () => {
    expect(trusted(chart)).toBe('10.42.3.0/24');
    expect(() => renderChart({ ingressNetwork: '' })).toThrow('ingressNetwork');
    expect(() => renderChart({ podNetwork: '' })).toThrow('podNetwork');
    expect(trusted(renderChart({ ingressNetwork: '', ingress: { enabled: false } }))).toBe('');
  });
});

describe('the pods of the chart', () => {
  const chart = renderChart();

  it('of core scale only with its processor load', () => {
    const [scaled] = allOf(autoscaler, chart);
    expect(scaled?.spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'notes-core' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 70 } } }],
    });
    const core = allOf(pods, chart).find(({ metadata }) => metadata.name === 'notes-core');
    expect(core?.spec.replicas).toBeUndefined();
  });

  it('allow draining nodes one by one, also with one replica and while pods are unhealthy', () => {
    expect(allOf(budget, chart)).toHaveLength(3);
  });
});
