import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { dashboards } from './dashboards.js';

const HERE = 'e2e/observability';

const json = (name: string) => readFileSync(`infra/grafana/dashboards/${name}.json`, 'utf8');

/** What the compiler says of JSON that is to be a dashboard. A literal may have no field that the schema lacks. */
function faultsIn(texts: readonly string[]): string[] {
  const path = resolve(HERE, 'dashboards-as-literals.ts');
  const literals = texts.map((text, index) => `export const dashboard${index}: DashboardJson = ${text};`);
  const source = ["import type { DashboardJson } from './dashboard-schema.js';", ...literals].join('\n');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)).config,
    ts.sys,
    process.cwd(),
  );
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...rest) =>
    file === path ? ts.createSourceFile(file, source, ...rest) : fromDisk(file, ...rest);
  const program = ts.createProgram([path], { ...options, noEmit: true }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe("Grafana's types of dashboards", () => {
  it('fit each of ours', () => {
    expect(faultsIn([...dashboards.keys()].map(json))).toEqual([]);
  });

  it.each([
    ['a field that there is not', '"h": 8,', '"h": 8, "height": 8,'],
    ['a kind of panel that there is not', '"type": "timeseries"', '"type": "graph"'],
    [
      'a value that there is not',
      '"thresholdsStyle": { "mode": "dashed" }',
      '"thresholdsStyle": { "mode": "blue" }',
    ],
    ['text for a number', '"w": 8', '"w": "8"'],
  ])('would not fit one with %s', (_fault, before, after) => {
    const text = json('overview');
    expect(text).toContain(before);
    expect(faultsIn([text.replace(before, after)])).not.toEqual([]);
  });
});
