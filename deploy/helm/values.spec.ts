import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { variables, type Variable } from '#libs/config';
import { renderChart } from '../testing/helm-chart.js';

const known = new Map<string, Variable>(Object.entries(variables));

const pod = z.looseObject({
  metadata: z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
  }),
  spec: z.looseObject({
    volumes: z.array(z.looseObject({ name: z.string() })),
    containers: z.tuple([
      z.looseObject({
        image: z.string(),
        env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })),
        envFrom: z.array(z.unknown()).optional(),
        volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
        lifecycle: z.looseObject({}).optional(),
      }),
    ]),
  }),
});
const workload = z.looseObject({ spec: z.looseObject({ replicas: z.number().optional(), template: pod }) });

const PARTS = ['core', 'mailer', 'web', 'migrate', 'standalone'] as const;
type Part = (typeof PARTS)[number];
const KINDS = {
  core: 'Deployment',
  mailer: 'Deployment',
  web: 'Deployment',
  migrate: 'Job',
  standalone: 'StatefulSet',
};
const SERVICES = PARTS.filter((part) => part !== 'standalone');

function objectNamed(kind: string, name: string, changes: Record<string, unknown>) {
  return renderChart(changes).find((object) => object.kind === kind && object.metadata.name === name);
}
function workloadOf(part: Part, changes: Record<string, unknown> = {}) {
  const mode = part === 'standalone' ? part : 'services';
  return workload.parse(objectNamed(KINDS[part], `notes-${part}`, { mode, ...changes })).spec;
}
const podOf = (part: Part, changes: Record<string, unknown> = {}) => workloadOf(part, changes).template;
const containerOf = (part: Part, changes: Record<string, unknown> = {}) =>
  podOf(part, changes).spec.containers[0];

describe('values of the chart', () => {
  it.each([
    [{ podNetwork: '10.0.0.0/8' }, 'podNetwork'],
    [{ podNetwork: '10.42.0.0/16,192.168.0.0/16' }, 'podNetwork'],
    [{ podNetwork: '172.16.0.0/12' }, 'podNetwork'],
    [{ ingressNetwork: '0.0.0.0/0' }, 'ingressNetwork'],
    [{ ingressNetwork: '10.42.0.0/16 fc00::/7' }, 'ingressNetwork'],
    [{ podNetworks: '10.42.0.0/16' }, 'podNetworks'],
    [{ url: 'notes.example.com' }, 'url'],
    [{ hsts: 'forever' }, 'hsts'],
    [{ mode: 'alone' }, 'mode'],
    [{ standalone: { storage: 'much' } }, 'storage'],
    [{ metrics: { enabled: true, runbooks: 'docs/runbooks' } }, 'runbooks'],
    [{ core: { settings: { 'sign-up': 'closed' } } }, 'sign-up'],
  ])('are rejected by the schema: %j', (changes, name) => {
    expect(() => renderChart(changes)).toThrow(name);
  });

  it('name no registry, so that no image comes from a stranger', () => {
    expect(() => renderChart({ images: { registry: '' } })).toThrow('images.registry');
    expect(containerOf('core').image).toBe('registry.onasty.test/onasty/core:0.1.0');
    const pinned = 'registry.onasty.test/notes@sha256:1234';
    expect(containerOf('web', { images: { web: pinned } }).image).toBe(pinned);
  });

  it('pin the images of all parts by one tag', () => {
    const images = SERVICES.map((part) => containerOf(part, { images: { tag: '9.8.7' } }).image);
    expect(images.map((image) => image.split(':').at(-1))).toEqual(SERVICES.map(() => '9.8.7'));
  });

  it('require absolute links to runbooks', () => {
    expect(() => renderChart({ metrics: { enabled: true } })).toThrow('metrics.runbooks');
  });
});

describe('each variable of docs/configuration.md', () => {
  const isSecret = ([, { secret }]: [string, Variable]) => secret === true;

  const plain = [...known].filter((entry) => !isSecret(entry)).map(([name]) => name);
  const secrets = [...known].filter(isSecret).map(([name]) => name);
  const all = (value: unknown) => Object.fromEntries(plain.map((name) => [name, value]));

  it.each(['core', 'mailer', 'standalone'] as const)(
    'can be set for %s, once and whatever its type',
    (part) => {
      const changes = { mode: part === 'standalone' ? part : 'services' };
      for (const value of ['x', 1_048_576, 0.5, true]) {
        const { env } = containerOf(part, {
          ...changes,
          [part]: { settings: all(value), secretVariables: secrets },
        });
        const names = env.map(({ name }) => name);
        expect(names).toHaveLength(new Set(names).size);
        for (const name of plain) expect(env).toContainEqual({ name, value: String(value) });
        for (const name of secrets)
          expect(env).toContainEqual({
            name,
            valueFrom: { secretKeyRef: { name: `onasty-${part}`, key: name } },
          });
      }
    },
  );

  it('is taken from extraEnv, else from a Secret, else from the settings', () => {
    const extraEnv = [
      { name: 'HSTS', value: 'extra' },
      { name: 'REDIS_URL', value: 'extra' },
    ];
    const changes = {
      extraEnv,
      secretVariables: ['REDIS_URL', 'SIGN_UP'],
      settings: { HSTS: 'set', SIGN_UP: 'set' },
    };
    const { env } = containerOf('core', { core: changes });
    expect(env).toEqual(expect.arrayContaining(extraEnv));
    expect(env.filter(({ name }) => ['HSTS', 'REDIS_URL', 'SIGN_UP'].includes(name))).toHaveLength(3);
    expect(env.find(({ name }) => name === 'SIGN_UP')).toHaveProperty('valueFrom');
  });
});

describe.each(PARTS)('the pods of %s', (part) => {
  it('can be placed, labelled and extended', () => {
    const fields = {
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      affinity: { nodeAffinity: {} },
      priorityClassName: 'high',
    };
    const changes = {
      serviceAccountName: 'onasty',
      images: { pullPolicy: 'Always', pullSecrets: [{ name: 'registry' }] },
      [part]: {
        ...fields,
        podAnnotations: { a: 'b' },
        podLabels: { c: 'd' },
        extraEnv: [{ name: 'EXTRA', value: '1' }],
        envFrom: [{ secretRef: { name: 'more' } }],
        extraVolumes: [{ name: 'more', emptyDir: {} }],
        extraVolumeMounts: [{ name: 'more', mountPath: '/more' }],
      },
    };
    const { metadata, spec } = podOf(part, changes);
    expect(spec).toMatchObject({
      ...fields,
      serviceAccountName: 'onasty',
      imagePullSecrets: [{ name: 'registry' }],
    });
    expect([metadata.annotations['a'], metadata.labels['c']]).toEqual(['b', 'd']);
    const [container] = spec.containers;
    expect(container).toMatchObject({
      imagePullPolicy: 'Always',
      envFrom: [{ secretRef: { name: 'more' } }],
    });
    expect(container.env).toContainEqual({ name: 'EXTRA', value: '1' });
    expect(container.volumeMounts).toContainEqual({ name: 'more', mountPath: '/more' });
    expect(spec.volumes).toContainEqual({ name: 'more', emptyDir: {} });
  });

  it.each(['secret', 'configMap'])('trust a private authority from a %s', (kind) => {
    const { spec } = podOf(part, { privateCertificates: { [kind]: 'authority', key: 'root.pem' } });
    expect(JSON.stringify(spec.volumes)).toContain('"authority"');
    // The Secret of CloudNativePG also has the key of its authority.
    expect(JSON.stringify(spec.volumes).includes('"items":[{"key":"root.pem"')).toBe(kind === 'secret');
    const [{ env, volumeMounts }] = spec.containers;
    expect(volumeMounts).toContainEqual({
      name: 'certificates',
      mountPath: '/etc/onasty/ca',
      readOnly: true,
    });
    // Caddy connects to core only.
    const found = env.find(({ name }) => name === 'NODE_EXTRA_CA_CERTS')?.value;
    expect(found).toBe(part === 'web' ? undefined : '/etc/onasty/ca/root.pem');
  });
});

describe('the chart', () => {
  it('runs a fixed number of cores without autoscaling', () => {
    const changes = { core: { replicas: 3, autoscaling: { enabled: false } } };
    expect(workloadOf('core', changes).replicas).toBe(3);
    expect(objectNamed('HorizontalPodAutoscaler', 'notes-core', changes)).toBeUndefined();
  });

  it.each(['core', 'web'] as const)('lets %s serve until its endpoint is removed', (part) => {
    expect(JSON.stringify(containerOf(part).lifecycle)).toMatch(/"preStop":\{"exec":\{"command":\[.*5/);
    expect(containerOf(part, { [part]: { preStopSeconds: 0 } }).lifecycle).toBeUndefined();
  });

  it.each(['core', 'mailer'] as const)('restarts %s after its Secret changed', (part) => {
    const annotation = (changes = {}) => podOf(part, changes).metadata.annotations['checksum/secret'];
    expect(annotation()).toMatch(/^[0-9a-f]{64}$/);
    expect(annotation({ rollOnSecretChange: false })).toBeUndefined();
  });

  it('serves several hosts by an ingress, or by a route of the Gateway API', () => {
    const hosts = ['a.onasty.test', 'b.onasty.test'];
    const ingress = JSON.stringify(objectNamed('Ingress', 'notes-web', { ingress: { hosts } }));
    for (const host of hosts) expect(ingress).toContain(`"host":"${host}"`);
    const parentRefs = [{ name: 'public', namespace: 'gateways' }];
    const changes = { ingress: { enabled: false }, gateway: { enabled: true, parentRefs, hosts } };
    expect(objectNamed('Ingress', 'notes-web', changes)).toBeUndefined();
    expect(objectNamed('HTTPRoute', 'notes-web', changes)).toMatchObject({
      spec: { parentRefs, hostnames: hosts, rules: [{ backendRefs: [{ name: 'notes-web', port: 80 }] }] },
    });
  });

  it('takes other names and peers', () => {
    const names = renderChart({ fullnameOverride: 'team' }).map(({ metadata }) => metadata.name);
    expect(names.filter((name) => !name.startsWith('team'))).toEqual([]);
    const to = [{ ipBlock: { cidr: '192.0.2.1/32' } }];
    const policies = {
      dns: { ports: [5353], to },
      webFrom: to,
      egress: { smtp: { ports: [2525], to } },
    };
    const rendered = (name: string) => objectNamed('NetworkPolicy', name, { networkPolicies: policies });
    expect(rendered('notes')).toMatchObject({ spec: { egress: [{ to }] } });
    expect(rendered('notes-web')).toMatchObject({ spec: { ingress: [{ from: to }] } });
    expect(rendered('notes-mailer')).toMatchObject({
      spec: { egress: [{}, { ports: [{ port: 2525 }], to }] },
    });
  });
});
