import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.union([z.string(), z.number()]).transform(String);
const service = z.object({
  image: z.string(),
  user: z.string().optional(),
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

type ComposeFile = z.infer<typeof file>;
export type ComposeService = ComposeFile['services'][string];

/** `$$`, `${NAME:-default}` and `${NAME:?}`: all that our files use. */
const PLACEHOLDER = /\$\$|\$\{([A-Z0-9_]+):([-?])([^}]*)\}/g;

/** The names that a file takes from its environment. */
export function variablesOf(path: string): Set<string> {
  const names = [...readFileSync(path, 'utf8').matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
  return new Set(names.filter((name) => name !== ''));
}

/** A compose file as the engine sees it. Fails on what is not hardened, and on a variable that must be set and is not. */
export function readCompose(path: string, environment: Record<string, string | undefined>): ComposeFile {
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
  return file.parse(parse(readFileSync(path, 'utf8'), filled, { merge: true }));
}

/** Runs what .env.example says makes a .env of it. */
export function environmentOfExample(folder: string): Record<string, string | undefined> {
  const example = readFileSync(`${folder}/.env.example`, 'utf8');
  const command = /^# +(.*\| sh) > \.env/m.exec(example)?.[1];
  if (command === undefined) throw new Error('.env.example does not say how to make a .env of it');
  return parseEnv(execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }));
}
