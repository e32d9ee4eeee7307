import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The oldest version whose API the Go module proxy has, one in the middle, and the newest. */
export const KUBERNETES_VERSIONS = ['1.30.14', '1.34.4', '1.37.2'] as const;

/** Modules with definitions of other kinds that the chart writes, and the folder of these. */
const CUSTOM = [
  ['sigs.k8s.io/gateway-api@v1.3.0', 'config/crd/standard'],
  ['github.com/prometheus-operator/prometheus-operator@v0.85.0', 'example/prometheus-operator-crd'],
] as const;

const schema = z.record(z.string(), z.unknown());
const kindsSchema = z.array(z.object({ group: z.string(), version: z.string(), kind: z.string() }));
const swagger = z.object({ definitions: z.record(z.string(), schema) });
const customDefinition = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: schema }) })),
  }),
});
const REFERENCE = '#/definitions/';

/** Writes schemas for kubeconform from the API that Kubernetes itself publishes. @returns their location */
export function writeSchemas(folder: string, version: string): string {
  const text = readFileSync(
    join(moduleFolder(`k8s.io/kubernetes@v${version}`), 'api/openapi-spec/swagger.json'),
  );
  const { definitions } = swagger.parse(JSON.parse(text.toString()));
  const target = join(folder, version);
  mkdirSync(target, { recursive: true });
  for (const [name, definition] of Object.entries(definitions)) {
    const kinds = kindsSchema.safeParse(definition['x-kubernetes-group-version-kind']).data ?? [];
    for (const kind of kinds.filter(({ kind: each }) => KINDS.has(each)))
      write(target, kind, { $ref: REFERENCE + name, definitions: reachable(name, definitions) });
  }
  for (const [module, path] of CUSTOM) writeCustom(target, join(moduleFolder(module), path));
  return join(target, '{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json');
}

const KINDS = new Set([
  'ConfigMap',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Ingress',
  'Job',
  'NetworkPolicy',
  'Pod',
  'PodDisruptionBudget',
  'Service',
  'StatefulSet',
]);

function writeCustom(target: string, folder: string): void {
  for (const file of readdirSync(folder).filter((name) =>
    /(httproutes|servicemonitors|prometheusrules)\.yaml$/.test(name),
  )) {
    const { spec } = customDefinition.parse(parse(readFileSync(join(folder, file), 'utf8')));
    for (const { name: version, schema: found } of spec.versions)
      write(target, { group: spec.group, version, kind: spec.names.kind }, strict(found.openAPIV3Schema));
  }
}

function write(
  target: string,
  { group, version, kind }: z.infer<typeof kindsSchema>[number],
  content: unknown,
) {
  writeFileSync(
    join(target, `${group || version}_${version}_${kind.toLowerCase()}.json`),
    JSON.stringify(content),
  );
}

/** Definitions that one needs, directly or not, without unknown fields. */
function reachable(
  name: string,
  definitions: Record<string, z.infer<typeof schema>>,
): Record<string, unknown> {
  const found = new Map<string, unknown>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    const definition = SCALARS[next.split('.').at(-1) ?? ''] ?? strict(definitions[next]);
    found.set(next, definition);
    waiting.push(
      ...[...JSON.stringify(definition).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, each = '']) => each),
    );
  }
  return Object.fromEntries(found);
}

/** Types that have other forms in JSON than the API states. */
const SCALARS: Readonly<Record<string, unknown>> = {
  IntOrString: { type: ['integer', 'string'] },
  Quantity: { type: ['number', 'string'] },
};

function strict(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(strict);
  const known = schema.safeParse(part).data;
  if (known === undefined) return part;
  const entries = Object.entries(known).map(([name, value]) => [name, strict(value)]);
  const isInteger = known['x-kubernetes-int-or-string'] === true;
  const isClosed = 'properties' in known && known['additionalProperties'] === undefined;
  return {
    ...Object.fromEntries(entries),
    ...(isInteger && { type: ['integer', 'string'] }),
    ...(isClosed &&
      known['x-kubernetes-preserve-unknown-fields'] !== true && { additionalProperties: false }),
  };
}

function moduleFolder(module: string): string {
  const output = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8', cwd: '/' });
  return z.object({ Dir: z.string() }).parse(JSON.parse(output)).Dir;
}
