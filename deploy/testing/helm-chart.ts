import { execFileSync } from 'node:child_process';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { pathOfTool } from '../../scripts/tasks/go-tools.js';

const CHART = 'deploy/helm/onasty';
const MAX_OUTPUT = 50_000_000;

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
});
const values = z.record(z.string(), z.unknown());

export type KubernetesObject = z.infer<typeof object>;
export type Values = Record<string, unknown>;

/** Values that each installation must set. */
export const REQUIRED_VALUES = {
  images: { registry: 'registry.onasty.test/onasty' },
  ingressNetwork: '10.42.3.0/24',
  podNetwork: '10.42.0.0/16',
};

const rendered = new Map<string, string>();

/** Manifests of a release named `notes`, as Helm renders them. @throws {Error} with the message of Helm */
export function renderChart(changes: Values = {}): KubernetesObject[] {
  return objectsIn(renderText(changes));
}

export function renderText(changes: Values = {}): string {
  const key = JSON.stringify(changes);
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const text = runHelm(['template', 'notes', CHART, '--kube-version', '1.30'], changes);
  rendered.set(key, text);
  return text;
}

export function lintChart(changes: Values = {}): string {
  return runHelm(['lint', CHART, '--strict'], changes);
}

function runHelm(parameters: readonly string[], changes: Values): string {
  return execFileSync(pathOfTool('helm'), [...parameters, '--values', '-'], {
    input: stringify(merged(REQUIRED_VALUES, changes)),
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function merged(below: unknown, above: unknown): unknown {
  const [lower, upper] = [values.safeParse(below).data, values.safeParse(above).data];
  if (lower === undefined || upper === undefined) return above;
  const changed = Object.entries(upper).map(([name, value]) => [name, merged(lower[name], value)]);
  return { ...lower, ...Object.fromEntries(changed) };
}

/** Objects of several YAML documents. @throws {Error} on invalid YAML */
export function objectsIn(text: string): KubernetesObject[] {
  const documents = parseAllDocuments(text);
  const faults = documents.flatMap(({ errors }) => errors);
  if (faults[0] !== undefined) throw faults[0];
  return documents
    .map((document) => document.toJS() as unknown)
    .filter((value) => value !== null)
    .map((value) => object.parse(value));
}
