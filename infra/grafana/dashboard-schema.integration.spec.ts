import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { dashboards } from './testing/dashboards.js';

const PATH = resolve('infra/grafana/testing/dashboards-as-literals.ts');
const IMPORT = "import type { DashboardJson } from './dashboard-schema.js';";

const jsonOf = (name: string) => readFileSync(`infra/grafana/dashboards/${name}.json`, 'utf8');
const broken = (before: string, after: string) => {
  const text = jsonOf('overview');
  if (!text.includes(before)) throw new Error(`the dashboard has no ${before}`);
  return text.replace(before, after);
};
const generated = [...dashboards.keys()].map((name) => ({ name, text: jsonOf(name) }));
const wrong = [
  { name: 'an unknown field', text: broken('"h": 8,', '"h": 8, "height": 8,') },
  { name: 'an unknown kind of panel', text: broken('"type": "timeseries"', '"type": "graph"') },
  { name: 'an unknown value', text: broken('"mode": "dashed"', '"mode": "blue"') },
  { name: 'an unknown field in a query', text: broken('"legendFormat"', '"legend"') },
  { name: 'text for a number', text: broken('"w": 8', '"w": "8"') },
];

/** Compiler errors for each dashboard, including excess properties of literals. */
function faultsIn(texts: readonly string[]): string[][] {
  const literals = texts.map((text) => JSON.stringify(JSON.parse(text)));
  const lines = literals.map((literal, index) => `export const d${index}: DashboardJson = ${literal};`);
  const program = programOf([IMPORT, ...lines].join('\n'));
  const faults: string[][] = [...texts, ''].map(() => []);
  for (const { file, start = 0, messageText } of program.getSemanticDiagnostics()) {
    const line = file?.fileName === PATH ? file.getLineAndCharacterOfPosition(start).line : 0;
    faults.at(line - 1)?.push(ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  return faults;
}

/** Compiles a source in memory. */
function programOf(source: string): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, ...rest) =>
    file === PATH ? ts.createSourceFile(file, source, version) : fromDisk(file, version, ...rest);
  return ts.createProgram([PATH], { ...options, types: [], noEmit: true, skipLibCheck: true }, host);
}

describe("Grafana's types of dashboards", () => {
  const faults = faultsIn([...generated, ...wrong].map(({ text }) => text));

  it.each(generated.map(({ name }, index) => ({ name, index })))('fit $name', ({ index }) => {
    expect(faults[index]).toEqual([]);
  });

  it.each(wrong.map(({ name }, index) => ({ name, index })))('do not fit $name', ({ index }) => {
    expect(faults[generated.length + index]).not.toEqual([]);
  });

  it('compile without errors', () => {
    expect(faults.at(-1)).toEqual([]);
  });
});
