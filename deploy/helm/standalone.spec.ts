import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { renderChart, type Values } from '../testing/helm-chart.js';

const render = (changes: Values = {}) => renderChart({ mode: 'standalone', ...changes });
const FIRST_TRY = { url: 'http://localhost:3000', ingress: { enabled: false }, ingressNetwork: '' };
const KEYS = `k1:${randomBytes(32).toString('base64')}`;
const GENERATED = { NOTE_ENCRYPTION_KEYS: KEYS, MAIL_ENCRYPTION_KEYS: KEYS, JWT_SIGNING_KEYS: KEYS };
const claim = z.object({ metadata: z.object({ name: z.string() }), spec: z.looseObject({}) });
const statefulSet = z.looseObject({
  kind: z.literal('StatefulSet'),
  spec: z.looseObject({
    replicas: z.literal(1),
    volumeClaimTemplates: z.tuple([claim]),
    template: z.object({
      spec: z.looseObject({
        securityContext: z.looseObject({ fsGroupChangePolicy: z.string() }),
        containers: z.tuple([
          z.looseObject({
            image: z.string(),
            env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
      }),
    }),
  }),
});
const specOf = (changes?: Values) =>
  statefulSet.parse(render(changes).find(({ kind }) => kind === 'StatefulSet')).spec;
const variablesOf = (changes?: Values) =>
  Object.fromEntries(specOf(changes).template.spec.containers[0].env.map(({ name, value }) => [name, value]));
const policyOf = (changes?: Values) =>
  render(changes).find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'notes-standalone',
  );

describe('the chart in the mode standalone', () => {
  it('runs one pod with a volume, behind the ingress', () => {
    expect(
      render()
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        .toSorted(),
    ).toEqual([
      'Ingress notes-standalone',
      'NetworkPolicy notes',
      'NetworkPolicy notes-standalone',
      'Pod notes-test',
      'Service notes-standalone',
      'StatefulSet notes-standalone',
    ]);
    const { volumeClaimTemplates, template } = specOf({
      standalone: { storage: '2Gi', storageClassName: 'fast' },
    });
    expect(volumeClaimTemplates).toMatchObject([
      {
        metadata: { name: 'data' },
        spec: { storageClassName: 'fast', resources: { requests: { storage: '2Gi' } } },
      },
    ]);
    const [container] = template.spec.containers;
    expect(container.image).toBe('registry.onasty.test/onasty/standalone:0.1.0');
    expect(container.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
    // PostgreSQL rejects a folder that the group may write to.
    expect(template.spec.securityContext.fsGroupChangePolicy).toBe('OnRootMismatch');
  });

  it.each([
    [{}, '10.42.3.0/24'],
    [{ ingressNetwork: '10.42.3.0/24 10.42.4.0/24' }, '10.42.3.0/24,10.42.4.0/24'],
    [FIRST_TRY, undefined],
  ])('has a valid configuration that trusts the ingress only: %j', (changes, trusted) => {
    const variables = variablesOf(changes);
    expect(variables['TRUST_PROXY']).toBe(trusted);
    expect(() => loadConfig('standalone', { ...variables, ...GENERATED })).not.toThrow();
  });

  it('reaches mail servers and providers, and others once their address is set', () => {
    const ports = (changes?: Values) =>
      [...JSON.stringify(policyOf(changes)).matchAll(/"port":(\d+)/g)].map(([, port]) => port);
    expect(ports()).toEqual(['465', '587', '25', '443']);
    const secretVariables = ['DATABASE_URL', 'NATS_URL'];
    expect(ports({ standalone: { secretVariables } })).toEqual(['465', '587', '25', '443', '5432', '4222']);
  });

  it('rejects metrics, whose rules are about core and mailer', () => {
    const metrics = { enabled: true, runbooks: 'https://git.onasty.test/runbooks' };
    expect(() => render({ metrics })).toThrow('mode: standalone lacks');
  });
});
