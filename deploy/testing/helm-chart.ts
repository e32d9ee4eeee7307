import { readdirSync, readFileSync } from 'node:fs';
import { join, parse as parsePath } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { GoTemplate } from './go-template.js';

const FOLDER = 'deploy/helm/onasty';

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
});
const values = z.record(z.string(), z.unknown());

export type KubernetesObject = z.infer<typeof object>;

/** Values that each installation must set. */
export const REQUIRED_VALUES = {
  images: { registry: 'registry.onasty.test/onasty' },
  ingressNetwork: '10.42.3.0/24',
  podNetwork: '10.42.0.0/16',
};

/** Manifests of a release named `notes`. */
export function renderChart(changes: Record<string, unknown> = {}): KubernetesObject[] {
  return objectsIn(renderFiles(changes).join('\n---\n'));
}

/** Renders each template to text. */
export function renderFiles(changes: Record<string, unknown>): string[] {
  const read = (path: string) => readFileSync(join(FOLDER, path), 'utf8');
  const data = {
    Values: merged(merged(parse(read('values.yaml')), REQUIRED_VALUES), changes),
    Release: { Name: 'notes', Namespace: 'default' },
    Chart: { AppVersion: '0.1.0' },
  };
  const template = new GoTemplate({ read, find });
  template.render(read('templates/_helpers.tpl'), data);
  const files = readdirSync(join(FOLDER, 'templates')).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => template.render(read(`templates/${name}`), data));
}

/** Merges objects deeply and replaces everything else, as Helm merges values. */
function merged(below: unknown, above: unknown): unknown {
  const [lower, upper] = [values.safeParse(below).data, values.safeParse(above).data];
  if (lower === undefined || upper === undefined) return above;
  const changed = Object.entries(upper).map(([name, value]) => [name, merged(lower[name], value)]);
  return { ...lower, ...Object.fromEntries(changed) };
}

function find(pattern: string): string[] {
  const { dir, name, ext } = parsePath(pattern);
  if (name !== '*') throw new Error(`${pattern} is not known here`);
  return readdirSync(join(FOLDER, dir))
    .filter((file) => file.endsWith(ext))
    .map((file) => `${dir}/${file}`);
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
