import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { objectsIn, renderChart, REQUIRED_VALUES } from '../testing/helm-chart.js';

/**
 * Compares the chart as Helm renders it with the chart as the tests render it, and lints it. Run it by hand after a change
 * of the templates, with Helm 3.18 or newer in the PATH:
 *
 *     npx tsx --conditions=source deploy/helm/compare-with-helm.ts
 */
const CHART = 'deploy/helm/onasty';
const CASES: Readonly<Record<string, Record<string, unknown>>> = {
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
    privateCertificates: { secret: 'authority' },
    gateway: { enabled: true, parentRefs: [{ name: 'public' }] },
    ingress: { enabled: false },
    core: {
      autoscaling: { enabled: false },
      extraEnv: [{ name: 'SIGN_UP', value: 'closed' }],
      envFrom: [{ secretRef: { name: 'more' } }],
      extraVolumes: [{ name: 'more', emptyDir: {} }],
      extraVolumeMounts: [{ name: 'more', mountPath: '/more' }],
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      affinity: { nodeAffinity: {} },
      priorityClassName: 'high',
      podAnnotations: { a: 'b' },
      podLabels: { c: 'd' },
    },
  },
  'without policies': {
    networkPolicies: { enabled: false },
    privateCertificates: { configMap: 'authority' },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'onasty-helm-'));
try {
  for (const [name, changes] of Object.entries(CASES)) compare(name, changes);
} finally {
  rmSync(folder, { recursive: true });
}

function compare(name: string, changes: Record<string, unknown>): void {
  const [required, changed] = [join(folder, 'required.yaml'), join(folder, 'changes.yaml')];
  writeFileSync(required, stringify(REQUIRED_VALUES));
  writeFileSync(changed, stringify(changes));
  const files = ['--values', required, '--values', changed];
  execFileSync('helm', ['lint', CHART, ...files], { stdio: ['ignore', 'ignore', 'inherit'] });
  const helm = ['template', 'notes', CHART, '--kube-version', '1.30', ...files];
  const rendered = objectsIn(execFileSync('helm', helm, { encoding: 'utf8' }));
  const inOrder = (objects: typeof rendered) =>
    objects.toSorted((one, other) => idOf(one).localeCompare(idOf(other)));
  const [actual, tested] = [inOrder(rendered), inOrder(renderChart(changes))].map(withoutChecksums);
  if (!isDeepStrictEqual(actual, tested)) throw new Error(`Helm renders other objects: ${name}`);
  process.stdout.write(`${name}: ${rendered.length} objects, the same as by Helm\n`);
}

function idOf({ kind, metadata }: { kind: string; metadata: { name: string } }): string {
  return `${kind} ${metadata.name}`;
}

/** Checksums depend on how YAML is written. */
function withoutChecksums(objects: unknown): unknown {
  return JSON.parse(JSON.stringify(objects).replaceAll(/"checksum\/\w+":"[0-9a-f]+",?/g, ''));
}
