import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentOfExample } from './testing/compose-file.js';

const FOLDER = 'deploy';
const merged = z.object({ services: z.record(z.string(), z.object({ image: z.string() })) });

describe('Docker Compose', () => {
  const environment = environmentOfExample(FOLDER);

  it('accepts compose.yml', () => {
    const { services } = compose('compose.yml', (text) => text);
    expect(services['core']?.image).toBe('localhost/onasty/core:local');
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['core', 'mailer', 'postgres', 'web']));
  });

  it('accepts compose.yml with compose.monitoring.yml', () => {
    const { services } = compose('compose.yml', (text) => text, ['compose.monitoring.yml']);
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['core', 'prometheus', 'grafana']));
  });

  it('rejects an unknown key', () => {
    expect(() => compose('compose.yml', (text) => text.replace('read_only:', 'readonly:'))).toThrow(
      "Unsupported config option for services.core: 'readonly'",
    );
  });

  /** Removes the project name, which Debian's old Compose rejects. */
  function compose(file: string, edit: (text: string) => string, onTop: readonly string[] = []) {
    const folder = mkdtempSync(join(tmpdir(), 'onasty-compose-'));
    const edited = join(folder, file);
    writeFileSync(edited, edit(readFileSync(join(FOLDER, file), 'utf8').replace(/^name:.*\n/m, '')));
    const files = [edited, ...onTop].flatMap((name) => ['-f', name]);
    const options = { cwd: FOLDER, env: { ...process.env, ...environment }, stdio: 'pipe' } as const;
    try {
      const output = execFileSync(
        'docker-compose',
        ['--project-directory', '.', ...files, 'config'],
        options,
      );
      return merged.parse(parse(output.toString()));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
