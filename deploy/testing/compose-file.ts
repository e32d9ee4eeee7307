import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/** One of several files, which may say a part of a service only. */
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

/** `$$`, `${NAME:-default}` and `${NAME:?}`: all that our files use. */
const PLACEHOLDER = /\$\$|\$\{([A-Z0-9_]+):([-?])([^}]*)\}/g;

/** The names that a file takes from its environment. */
export function variablesOf(path: string): Set<string> {
  const names = [...readFileSync(path, 'utf8').matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
  return new Set(names.filter((name) => name !== ''));
}

/**
 * Compose files as the engine sees them, the later ones on top of the first. Fails on what is not hardened, and on a
 * variable that must be set and is not.
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
  // Values are filled in after the YAML is read, as the engine does.
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

/** Runs what .env.example says makes a .env of it. */
export function environmentOfExample(folder: string): Record<string, string | undefined> {
  const example = readFileSync(`${folder}/.env.example`, 'utf8');
  const command = /^# +(.*\| sh) > \.env/m.exec(example)?.[1];
  if (command === undefined) throw new Error('.env.example does not say how to make a .env of it');
  return parseEnv(execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }));
}
