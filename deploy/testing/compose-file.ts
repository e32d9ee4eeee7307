import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.union([z.string(), z.number()]).transform(String);
const service = z.object({
  image: z.string(),
  user: z.string().optional(),
  pid: z.literal('host').optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  build: z.object({ dockerfile: z.string(), target: z.string() }).optional(),
  environment: z.record(z.string(), text).default({}),
  secrets: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .object({ disable: z.literal(true) })
    .or(z.object({ test: z.array(z.string()) }))
    .optional(),
  restart: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  mem_limit: z.string(),
  pids_limit: z.number(),
});
const file = z.object({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
});

/** One of several files, which may define a service in part. */
const layer = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      environment: z.record(z.string(), text).default({}),
      networks: z.array(z.string()).default([]),
    }),
  ),
  networks: z.record(z.string(), z.unknown()),
});

type Layer = z.infer<typeof layer>;
type ComposeFile = z.infer<typeof file>;
export type ComposeService = ComposeFile['services'][string];

/** Placeholders that our files use: `$$`, `${NAME:-default}` and `${NAME:?}`. */
const PLACEHOLDER = /\$\$|\$\{([A-Z0-9_]+):([-?])([^}]*)\}/g;

/** Names of the variables that a file uses. */
export function variablesOf(path: string): Set<string> {
  const names = [...readFileSync(path, 'utf8').matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
  return new Set(names.filter((name) => name !== ''));
}

/**
 * Merges Compose files as the engine does; later files override the first.
 *
 * @throws {Error} if a service is not hardened or a required variable is not set
 */
export function readCompose(
  paths: string | readonly string[],
  environment: Record<string, string | undefined>,
): ComposeFile {
  const fill = (_whole: string, name: string | undefined, kind: string, preset: string): string => {
    if (name === undefined) return '$';
    const value = environment[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name} is not set`);
    return preset;
  };
  // The engine also replaces placeholders after it has parsed the YAML.
  const filled = (_key: unknown, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(PLACEHOLDER, fill) : value;
  const files = [paths]
    .flat()
    .map((path) => layer.parse(parse(readFileSync(path, 'utf8'), filled, { merge: true })));
  return file.parse({
    services: files.reduce((below, { services }) => ({ ...below, ...onTop(services, below) }), {}),
    networks: Object.assign({}, ...files.map(({ networks }) => networks)),
  });
}

function onTop(services: Layer['services'], below: Layer['services']): Layer['services'] {
  const merged = Object.entries(services).map(([name, { environment, networks, ...rest }]) => {
    const lower = below[name];
    const both = {
      environment: { ...lower?.environment, ...environment },
      networks: [...(lower?.networks ?? []), ...networks],
    };
    return [name, { ...lower, ...rest, ...both }];
  });
  return Object.fromEntries(merged);
}

/** Settings of .env.example, which setup.sh copies. */
export function environmentOfExample(folder: string): Record<string, string | undefined> {
  return environmentOf(folder, '.env.example');
}

/** Settings of the .env that setup.sh created in a folder. */
export function environmentOf(folder: string, name = '.env'): Record<string, string | undefined> {
  return parseEnv(readFileSync(join(folder, name), 'utf8'));
}

/** Runs setup.sh in a copy of its folder. */
export function setUp(target: string, ...parameters: string[]): void {
  for (const name of ['setup.sh', '.env.example']) copyFileSync(join('deploy', name), join(target, name));
  execFileSync(join(target, 'setup.sh'), parameters, { stdio: 'pipe' });
}

/** Secrets that setup.sh creates, by the names of their files. */
export const secretsOfSetup: Readonly<Record<string, string>> = createSecrets();

function createSecrets(): Record<string, string> {
  const copy = mkdtempSync(join(tmpdir(), 'onasty-setup-'));
  try {
    setUp(copy);
    const folder = join(copy, 'secrets');
    const names = readdirSync(folder);
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8').trim()]));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const SECRET_FILE = '/run/secrets/';

/** Environment of a service with each secret in place of the file that `NAME_FILE` names. */
export function withSecrets({ environment, secrets }: ComposeService): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      if (!value.startsWith(SECRET_FILE)) return [name, value];
      const secret = value.slice(SECRET_FILE.length);
      if (!secrets.includes(secret)) throw new Error(`the service may not read the secret ${secret}`);
      return [name.replace(/_FILE$/, ''), secretsOfSetup[secret] ?? ''];
    }),
  );
}
