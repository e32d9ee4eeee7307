import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { pathOfTool } from '../../scripts/tasks/go-tools.js';
import { lintChart, renderText, type Values } from '../testing/helm-chart.js';
import { KUBERNETES_VERSIONS, writeSchemas } from '../testing/kubernetes-schemas.js';

const placement = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  priorityClassName: 'high',
  podAnnotations: { a: 'b' },
  podLabels: { c: 'd' },
  extraEnv: [{ name: 'SIGN_UP', value: 'closed' }],
  envFrom: [{ secretRef: { name: 'more' } }],
  extraVolumes: [{ name: 'more', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'more', mountPath: '/more' }],
};
const readExample = (path: string): Values =>
  Object(parse(readFileSync(`deploy/helm/examples/${path}`, 'utf8')));
const CASES: Readonly<Record<string, Values>> = {
  defaults: {},
  monitoring: {
    metrics: {
      enabled: true,
      runbooks: 'https://git.onasty.test/runbooks',
      labels: { release: 'prometheus' },
    },
    tracing: { endpoint: 'http://alloy.monitoring:4318' },
  },
  everything: {
    nameOverride: 'other',
    fullnameOverride: 'notes-of-a-team',
    commonLabels: { team: 'a' },
    serviceAccountName: 'onasty',
    images: { pullSecrets: [{ name: 'registry' }] },
    privateCertificates: { secret: 'authority' },
    gateway: { enabled: true, parentRefs: [{ name: 'public', namespace: 'gateways' }] },
    ingress: { enabled: false },
    core: { ...placement, autoscaling: { enabled: false } },
    mailer: placement,
    web: placement,
    migrate: placement,
  },
  'without policies': {
    networkPolicies: { enabled: false },
    privateCertificates: { configMap: 'authority' },
  },
  standalone: { mode: 'standalone', standalone: { ...placement, storageClassName: 'fast' } },
  'standalone for a first try': readExample('first-try.yaml'),
  CloudNativePG: readExample('cloudnative-pg/values.yaml'),
};

const folder = mkdtempSync(join(tmpdir(), 'onasty-schemas-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each(Object.entries(CASES))('passes the linter of Helm: %s', (_name, values) => {
  expect(lintChart(values)).toContain('0 chart(s) failed');
});

describe.each(KUBERNETES_VERSIONS)('on Kubernetes %s', (version) => {
  const location = writeSchemas(folder, version);
  const conform = (manifests: string) =>
    spawnSync(pathOfTool('kubeconform'), ['-strict', '-summary', '-schema-location', location, '-'], {
      input: manifests,
      encoding: 'utf8',
    }).stdout;

  it.each(Object.entries(CASES))('writes valid objects only: %s', (_name, values) => {
    expect(conform(renderText(values))).toMatch(/Valid: [1-9]\d*, Invalid: 0, Errors: 0, Skipped: 0/);
  });

  it('finds a field that Kubernetes does not know', () => {
    const misspelt = renderText({}).replace('terminationGracePeriodSeconds', 'terminationGraceSeconds');
    expect(conform(misspelt)).toContain("'terminationGraceSeconds' not allowed");
  });
});
