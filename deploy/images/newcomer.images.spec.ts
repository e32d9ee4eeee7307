import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { ComposeProject } from './compose-project.js';
import { Engine, OUTPUT } from './engine.js';
import type { Installation } from './installation.js';
import { followProtocol, measure } from './newcomer.js';
import {
  buildImages,
  currentSources,
  imageOf,
  IMAGES,
  previousSources,
  type ImageName,
} from './product-images.js';
import { standInBases } from './stand-in-bases.js';
import { StandaloneContainer } from './standalone-container.js';

const VERSIONS = ['previous', 'trial'] as const;
const OURS = ['standalone', 'core', 'mailer'] as const;
const MAX_MB = 250;

const images = z.tuple([
  z.object({
    Size: z.number(),
    Config: z.object({
      User: z.string(),
      Labels: z.record(z.string(), z.string()),
      Volumes: z.record(z.string(), z.unknown()).nullish(),
      Healthcheck: z.object({ Test: z.array(z.string()) }).optional(),
    }),
  }),
]);

describe('images', () => {
  let engine: Engine;
  let commit: string;
  const report: string[] = [];

  beforeAll(async () => {
    engine = await Engine.open();
    const bases = await standInBases(engine);
    const [previous, current] = [await previousSources(), await currentSources()];
    commit = current.commit;
    await buildImages(engine, bases, VERSIONS[0], previous);
    await buildImages(engine, bases, VERSIONS[1], current);
  }, 1_800_000);
  afterAll(async () => {
    await engine.stop();
    await writeFile(`${OUTPUT}/report.txt`, `${report.join('\n')}\n`);
    process.stderr.write(`\n${report.join('\n')}\n`);
  });

  const inspect = async (name: ImageName) => {
    const [image] = images.parse(
      JSON.parse(await engine.docker(['image', 'inspect', imageOf(name, VERSIONS[1])])),
    );
    return image;
  };
  const listFiles = async (name: ImageName) => {
    const id = await engine.docker(['create', imageOf(name, VERSIONS[1])]);
    onTestFinished(async () => void (await engine.docker(['rm', '--volumes', id])));
    return engine.shell(`docker export ${id} | tar --list`);
  };
  const follow = async (title: string, installation: Installation) => {
    const steps = await followProtocol(installation);
    for (const { name, seconds } of steps) report.push(`${title}, ${name}: ${seconds.toFixed(1)} s`);
    report.push(`${title}: ${await measure(engine, installation)}`);
  };

  it('has a standalone image of at most 250 MB', async () => {
    for (const name of IMAGES) report.push(`${name}: ${((await inspect(name)).Size / 1e6).toFixed(0)} MB`);
    expect((await inspect('standalone')).Size / 1e6).toBeLessThanOrEqual(MAX_MB);
  });

  it.each(IMAGES)('labels %s with its version and commit', async (name) => {
    const { Labels: labels } = (await inspect(name)).Config;
    expect(labels).toMatchObject({
      'org.opencontainers.image.version': VERSIONS[1],
      'org.opencontainers.image.revision': commit,
      'org.opencontainers.image.licenses': 'MIT',
    });
  });

  it.each(IMAGES.filter((name) => name !== 'setup'))('runs %s without root', async (name) => {
    expect((await inspect(name)).Config.User).toMatch(/^(65532:65532|999:999)$/);
  });

  it('gives standalone one volume and a health check', async () => {
    const { Volumes: volumes, Healthcheck: check } = (await inspect('standalone')).Config;
    expect(Object.keys(volumes ?? {})).toEqual(['/data']);
    expect(check?.Test.join()).toContain('/health/live');
  });

  it.each([
    ['core', /bundles\/(mailer|standalone)|dist\/web|node_modules|bin\/(da)?sh$/m],
    ['mailer', /bundles\/(core|standalone)|dist\/web|node_modules|bin\/(da)?sh$/m],
    ['web', /\.ts$|onasty\/|node_modules|\.map$/m],
  ] as const)('puts into %s only what it loads', async (name, foreign) => {
    const own = (await listFiles(name))
      .split('\n')
      .filter((path) => /^(onasty|srv|nodejs|usr\/bin|bin)\//.test(path));
    expect(own).not.toEqual([]);
    expect(own.filter((path) => name !== 'web' && foreign.test(path))).toEqual([]);
    expect(own.filter((path) => path.startsWith('srv/') && foreign.test(path))).toEqual([]);
  });

  it.each(OURS)('knows version and commit inside %s', async (name) => {
    const script = "console.log(require('fs').readFileSync('dist/build-info.json', 'utf8'))";
    const options = ['--rm', '--entrypoint', '/nodejs/bin/node'];
    const text = await engine.docker(['run', ...options, imageOf(name, VERSIONS[1]), '-e', script]);
    expect(JSON.parse(text)).toMatchObject({ commit });
  });

  it('takes a newcomer through the life of a standalone container', async () => {
    const container = await StandaloneContainer.prepare(engine, VERSIONS);
    onTestFinished(() => container.remove());
    await follow('standalone', container);
  }, 900_000);

  it('takes a newcomer through the life of compose.yml in an empty folder', async () => {
    const project = await ComposeProject.prepare(engine, VERSIONS);
    onTestFinished(() => project.remove());
    await follow('compose', project);
  }, 1_200_000);
});
