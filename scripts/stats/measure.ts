import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readSourceFiles, type SourceFile } from './source-files.js';
import { readSyntax, type Syntax } from './syntax.js';

export interface Area {
  name: string;
  files: number;
  lines: number;
  median: number;
  percentile90: number;
  largest: SourceFile | undefined;
  /** Comment lines by non-blank lines, specs aside. */
  commentShare: number;
  /** Lines of specs by lines of source; null in an area without source. */
  specRatio: number | null;
}

export interface Folder {
  path: string;
  files: number;
  /** Reason in its README for holding more files than the limit; null without one. */
  reason: string | null;
}

export interface Statistics {
  areas: Area[];
  functions: { count: number; median: number; percentile90: number; over40: string[] };
  /** Largest first. */
  folders: Folder[];
  /** `path: number of parameters`, largest first. */
  constructors: { path: string; parameters: number }[];
  npmScripts: number;
  /** Without e2e/lab. */
  e2eLines: number;
  labLines: number;
  /** Pages of more than 150 lines, which style allows after a second look. */
  longPages: { path: string; lines: number }[];
}

const LONG_PAGE = 150;
const LONG_FUNCTION = 40;
/** Line of a README that explains a large folder. */
const REASON = /^More than \d+ files: (\S.+)$/m;

export function measure(): Statistics {
  const files = readSourceFiles();
  const syntax = new Map(files.map((file) => [file, readSyntax(file.path, file.text)]));
  const names = [...new Set(files.map(({ area }) => area))];
  const product = files.filter(({ kind }) => kind === 'source');
  return {
    areas: names.map((name) => measureArea(name, files, syntax)),
    functions: measureFunctions(product, syntax),
    folders: measureFolders(files),
    constructors: files
      .map((file) => ({ path: file.path, parameters: syntax.get(file)?.constructorParameters ?? 0 }))
      .toSorted((one, other) => other.parameters - one.parameters),
    npmScripts: countNpmScripts(),
    e2eLines: sum(
      files.filter(({ path }) => path.startsWith('e2e/') && !isLab(path)).map(({ lines }) => lines),
    ),
    labLines: sum(files.filter(({ path }) => isLab(path)).map(({ lines }) => lines)),
    longPages: listFiles()
      .filter((path) => path.endsWith('.md'))
      .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONG_PAGE),
  };
}

function measureArea(name: string, all: readonly SourceFile[], syntax: Map<SourceFile, Syntax>): Area {
  const files = all.filter(({ area }) => area === name);
  const written = files.filter(({ kind }) => kind !== 'spec');
  const lines = files.map((file) => file.lines).toSorted((one, other) => one - other);
  const linesOf = (kind: SourceFile['kind']) =>
    sum(files.filter((file) => file.kind === kind).map((file) => file.lines));
  return {
    name,
    files: files.length,
    lines: sum(lines),
    median: quantile(lines, 0.5),
    percentile90: quantile(lines, 0.9),
    largest: files.toSorted((one, other) => other.lines - one.lines)[0],
    commentShare:
      sum(written.map((file) => syntax.get(file)?.commentLines ?? 0)) /
      Math.max(1, sum(written.map((file) => syntax.get(file)?.nonBlankLines ?? 0))),
    specRatio: linesOf('source') === 0 ? null : linesOf('spec') / linesOf('source'),
  };
}

function measureFunctions(files: readonly SourceFile[], syntax: Map<SourceFile, Syntax>) {
  const functions = files.flatMap((file) =>
    (syntax.get(file)?.functions ?? []).map(({ name, lines }) => ({ name: `${file.path} ${name}`, lines })),
  );
  const sizes = functions.map(({ lines }) => lines).toSorted((one, other) => one - other);
  return {
    count: sizes.length,
    median: quantile(sizes, 0.5),
    percentile90: quantile(sizes, 0.9),
    over40: functions
      .filter(({ lines }) => lines > LONG_FUNCTION)
      .toSorted((one, other) => other.lines - one.lines)
      .map(({ name, lines }) => `${name} (${lines})`),
  };
}

function measureFolders(files: readonly SourceFile[]): Folder[] {
  const counts = new Map<string, number>();
  for (const { folder, kind } of files)
    if (kind !== 'spec') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return [...counts]
    .map(([path, count]) => ({ path, files: count, reason: reasonIn(join(path, 'README.md')) }))
    .toSorted((one, other) => other.files - one.files);
}

function reasonIn(readme: string): string | null {
  if (!existsSync(readme)) return null;
  return REASON.exec(readFileSync(readme, 'utf8'))?.[1] ?? null;
}

function countNpmScripts(): number {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
  return Object.keys(scripts).length;
}

const isLab = (path: string) => path.startsWith('e2e/lab/');

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** @param sorted in ascending order */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
