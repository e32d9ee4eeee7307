import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { variables } from '#libs/config';
import { createTestDatabase } from '../../libs/database/testing/test-database.js';
import { environmentOfExample, readCompose } from '../../deploy/testing/compose-file.js';
import { dashboards, panelsOf } from '../grafana/testing/dashboards.js';
import {
  blocksOf,
  codeIn,
  commands,
  DEPLOYMENTS,
  rowOf,
  runbooks,
  startingWith,
} from './testing/runbooks.js';

const environment = environmentOfExample('deploy');
const { services } = readCompose(['deploy/compose.yml', 'deploy/compose.monitoring.yml'], environment);
/** Names of commands' parameters that begin no option and belong to none. */
const withoutOptions = (words: readonly string[]) =>
  words.filter(
    (word, index) => !word.startsWith('-') && !/^--(since|scale|tail)$/.test(words[index - 1] ?? ''),
  );

describe.each(runbooks)('the runbook $name', ({ sections }) => {
  it.each(DEPLOYMENTS)('says where to look and how to act with %s', (deployment) => {
    for (const section of [sections.Diagnose, sections.Fix])
      expect(rowOf(section, deployment)).toMatch(/.{5,}/);
  });
});

describe('commands of the runbooks', () => {
  it.each(startingWith('docker compose'))('$command names services of Compose ($name)', ({ command }) => {
    const [verb = '', ...words] = command.split(' ').slice(2);
    expect(['exec', 'logs', 'ps', 'restart', 'run', 'up']).toContain(verb);
    const named = withoutOptions(words);
    const found = verb === 'exec' || verb === 'run' ? named.slice(0, 1) : named;
    expect(found.filter((name) => !(name in services))).toEqual([]);
    const scaled = /--scale (\w+)=\d/.exec(command)?.[1];
    expect(scaled === undefined || scaled in services).toBe(true);
  });

  it.each(startingWith('').filter(({ command }) => command.includes('/nodejs/bin/node dist/')))(
    '$command runs a program of the build ($name)',
    ({ command }) => {
      expect(existsSync(/dist\/\S+\.js/.exec(command)?.[0] ?? '')).toBe(true);
    },
  );

  it.each(commands.filter(({ command }) => /^[A-Z]+_[A-Z_]+$/.test(command)))(
    '$command is a variable ($name)',
    ({ command }) => {
      expect(command in variables || command in environment).toBe(true);
    },
  );
});

describe('queries of the runbooks', async () => {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  const queries = runbooks.flatMap(({ name, text }) =>
    blocksOf(text, 'sql').map((query) => ({ name, query })),
  );

  it.each(queries)('run on the database ($name)', async ({ query }) => {
    expect(await database.query(query).then(() => 'ran')).toBe('ran');
  });

  it('reach the database of standalone with the files of its data folder', () => {
    const { password, port, pathname } = new URL(database.url);
    const folder = mkdtempSync(join(tmpdir(), 'onasty-runbook-'));
    mkdirSync(join(folder, 'data/postgres/cluster'), { recursive: true });
    writeFileSync(join(folder, 'data/secrets.json'), JSON.stringify({ POSTGRES_PASSWORD: password }));
    writeFileSync(join(folder, 'data/postgres/cluster/postmaster.pid'), `1\nfolder\n0\n${port}\n`);
    const row = runbooks.map(({ sections }) => rowOf(sections.Diagnose, 'Standalone'));
    const command = row.flatMap(codeIn).find((code) => code.startsWith('psql')) ?? '';
    const here = command
      .replace('//onasty:', `//${new URL(database.url).username}:`)
      .replace('/onasty"', `${pathname}"`);
    const output = execFileSync('sh', ['-c', `${here} --command 'SELECT 1 AS reached'`], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(output.toString()).toContain('reached');
  });
});

describe('dashboards in the runbooks', () => {
  const panels = [...dashboards.values()].flatMap(panelsOf);
  const known = new Set(
    panels.flatMap(({ title, targets }) => [title, ...targets.map(({ legendFormat }) => legendFormat ?? '')]),
  );
  const mentions = runbooks.flatMap(({ name, text }) =>
    [...text.replaceAll(/```[\s\S]*?```|`[^`]*`/g, '').matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({
      name,
      title: title.replaceAll(/\s+/g, ' '),
    })),
  );

  it.each(mentions)('have the panel "$title" ($name)', ({ title }) => {
    expect([...known].some((panel) => panel.toLowerCase() === title.toLowerCase())).toBe(true);
  });
});
