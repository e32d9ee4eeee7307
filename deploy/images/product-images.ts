import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT, run, type Engine } from './engine.js';

export const REGISTRY = 'localhost/onasty';
/** Targets of deploy/Dockerfile that are published. */
export const IMAGES = ['standalone', 'core', 'mailer', 'web', 'nats', 'postgres', 'redis', 'setup'] as const;
const FILES = ['--file', 'compose.yml', '--file', 'compose.build.yml', '--profile', 'images'];

export type ImageName = (typeof IMAGES)[number];
export const imageOf = (name: ImageName, version: string) => `${REGISTRY}/${name}:${version}`;

/** Builds every image from the sources in a folder. */
export async function buildImages(
  engine: Engine,
  bases: Record<string, string>,
  version: string,
  { folder, commit }: Sources,
): Promise<void> {
  const settings = { ONASTY_IMAGES: REGISTRY, ONASTY_VERSION: version, APP_COMMIT: commit };
  const unused = {
    FRONTEND_URL: 'http://localhost',
    MAIL_FROM: 'notes@localhost',
    COMPOSE_ENV_FILES: '/dev/null',
  };
  const env = { ...bases, ...settings, ...unused };
  await engine.docker(['compose', ...FILES, 'build'], { cwd: join(folder, 'deploy'), env });
}

interface Sources {
  folder: string;
  commit: string;
}

export async function currentSources(): Promise<Sources> {
  return { folder: '.', commit: await run(['git', 'rev-parse', 'HEAD']) };
}

/**
 * Sources from which this version must upgrade: those of the last release, or without one those before the last
 * migration of the database.
 */
export async function previousSources(): Promise<Sources> {
  const commit = await run(['sh', '-c', PREVIOUS]);
  const folder = join(OUTPUT, 'previous');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run(['sh', '-ec', 'git archive "$0" | tar --extract --directory "$1"', commit, folder]);
  // Sources older than compose.build.yml cannot start by setup.sh, which creates empty files for optional secrets.
  if (!existsSync(join(folder, 'deploy/compose.build.yml')))
    for (const path of ['deploy', 'libs/config/load-config.ts'])
      cpSync(path, join(folder, path), { recursive: true });
  return { folder, commit };
}

const PREVIOUS = `git rev-list -1 "$(git describe --tags --abbrev=0 --match 'v*' HEAD^ 2>/dev/null)" 2>/dev/null ||
  git rev-parse "$(git log -1 --format=%H --diff-filter=A -- prisma/migrations)^"`;
