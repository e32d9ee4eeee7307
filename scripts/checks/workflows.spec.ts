import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = '.github/workflows';
const NPM = /\bnpm (--prefix site )?(?:run )?([\w:-]+)/g;
/** Commands of npm itself. */
const OWN = new Set(['ci', 'pack', 'pkg', 'publish', 'sbom']);
const step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      uses: z.string().optional(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(step).default([]),
    }),
  ),
});
const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, ...workflow.parse(parse(text)) };
});
const scriptsOf = (path: string): Record<string, string> =>
  z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(path, 'utf8')))
    .scripts;

describe.each(workflows)('the workflow $name', ({ text, permissions, jobs }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const commands = steps.flatMap(({ run = '' }) => run.split('\n'));

  it('has no permission besides those of its jobs', () => {
    expect(permissions).toEqual({});
  });

  it('names each action by its commit, with the version beside it', () => {
    const actions = text.split('\n').filter((line) => /\buses:/.test(line) && !/uses: \.\//.test(line));
    for (const line of actions)
      expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('runs npm scripts that exist', () => {
    for (const [command, site, name = ''] of commands.flatMap((line) => [...line.matchAll(NPM)])) {
      if (OWN.has(name)) continue;
      const manifest = site === undefined ? 'package.json' : 'site/package.json';
      expect(scriptsOf(manifest), command).toHaveProperty(name);
    }
  });

  it('names the version of each program that it downloads', () => {
    const downloads = commands.filter((command) => /\b(npx|pipx run|go run)\b/.test(command));
    for (const command of downloads) expect(command).toMatch(/[\w-]+(@v?|==)\d+\.\d+\.\d+/);
  });
});
