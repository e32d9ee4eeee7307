import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClientPackages } from '../../scripts/packages/client-packages.js';
import { createTestApp } from '../core/testing/create-test-app.js';

const run = promisify(execFile);
const PROJECT_TYPES = `
import { ApiError, OnastyClient, verifyWebhook, type OpenedText, type SentNote } from '@onasty/client';
import { seal, type SealedNote } from '@onasty/note-crypto';
export const sent: Promise<SentNote> = new OnastyClient({ server: 'https://notes.example' }).send('text');
export const opened = (note: OpenedText): string => note.text;
export const isRead = (error: unknown) => error instanceof ApiError && error.code === 'note.already_read';
export const sealed: Promise<SealedNote> = seal('text');
// @ts-expect-error a body is required
export const missing = verifyWebhook();
`;

const app = await createTestApp();
const core = await app.listen();
const project = await mkdtemp(join(tmpdir(), 'onasty-packages-'));
const packages = join(project, 'packages');
afterAll(async () => {
  await rm(project, { recursive: true });
  await app.close();
});

beforeAll(async () => {
  await buildClientPackages(packages);
  const folders = ['note-crypto', 'client', 'onasty'].map((folder) => join(packages, folder));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project, ...folders]);
  const packed: { filename: string }[] = Object.values(JSON.parse(stdout));
  await mkdir(join(project, 'empty'));
  await writeFile(join(project, 'empty/package.json'), '{"type":"module"}');
  const archives = packed.map(({ filename }) => join(project, filename));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...archives], {
    cwd: join(project, 'empty'),
  });
});

const inProject = (command: string, parameters: string[]) =>
  run(command, parameters, {
    cwd: join(project, 'empty'),
    env: { ...process.env, ONASTY_SERVER: core.address, HOME: project },
  });

async function examplesIn(readme: string): Promise<string[]> {
  const blocks = [...(await readFile(readme, 'utf8')).matchAll(/^```js\n([\s\S]*?)^```/gm)];
  return blocks.map(([, code = '']) => code.replaceAll('https://notes.example', core.address));
}

describe('the published packages', () => {
  it.each([
    ['libs/note-crypto/README.md', ['']],
    ['libs/api-client/README.md', ['the code is 4711 read', 'note.read']],
  ])('run the examples of %s in an empty project', async (readme, outputs) => {
    const examples = await examplesIn(readme);
    expect(examples).toHaveLength(outputs.length);
    for (const [index, code] of examples.entries()) {
      await writeFile(join(project, 'empty/example.js'), code);
      const { stdout, stderr } = await inProject(process.execPath, ['example.js']);
      expect(stdout).toContain(outputs[index]);
      expect(stderr).toBe('');
    }
  });

  it('have types without those of the project', async () => {
    await writeFile(join(project, 'empty/types.ts'), PROJECT_TYPES);
    const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--skipLibCheck',
      'false',
    ];
    const { stdout } = await inProject(process.execPath, [compiler, ...options, 'types.ts']);
    expect(stdout).toBe('');
  });

  it('contain the command line, its manual page and no dependencies', async () => {
    const folder = join(project, 'empty/node_modules/onasty');
    const { stdout } = await inProject('npx', ['--offline', 'onasty', '--version']);
    const manifest: Record<string, unknown> = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    );
    expect(stdout.trim()).toBe(manifest['version']);
    expect(await readFile(join(folder, 'onasty.1'), 'utf8')).toContain('.SH NAME\nonasty');
    expect((await stat(join(folder, 'main.js'))).mode & 0o111).not.toBe(0);
    const { stdout: tree } = await inProject('npm', ['ls', '--all', '--parseable']);
    expect(tree.trim().split('\n')).toHaveLength(4);
  });
});
