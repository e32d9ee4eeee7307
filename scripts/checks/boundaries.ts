import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { boundaryRules, TEST_CODE } from './boundary-rules.js';
import { findFolderCycles } from './folder-cycles.js';

/** Checks that imports follow the rules of boundary-rules.ts, and that no folders import each other. */
const FOLDERS = ['apps', 'libs', 'e2e', 'scripts', 'infra', 'deploy'];
const TEST_PATH = new RegExp(TEST_CODE.join('|'));

const { output } = await cruise(
  FOLDERS,
  {
    ruleSet: { forbidden: boundaryRules },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', 'libs/database/generated', '\\.svelte-kit', 'src/lib/paraglide', '^\\$'] },
    tsPreCompilationDeps: 'specify',
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
  {
    conditionNames: ['source', 'import', 'node', 'default', 'types'],
    extensions: ['.ts', '.js', '.mjs', '.svelte'],
  },
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof output === 'string') throw new Error(output);
const problems = [...violations(output), ...folderCycles(output)];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function violations({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ rule, from, to, cycle = [] }) => {
    const reason = boundaryRules.find(({ name }) => name === rule.name)?.comment;
    const path = [from, ...(cycle.length > 0 ? cycle.map(({ name }) => name) : [to])].join(' -> ');
    return `${path}\n  ${rule.name}: ${reason}`;
  });
}

function folderCycles({ modules }: ICruiseResult): string[] {
  const imports = modules
    .filter(({ source }) => !TEST_PATH.test(source))
    .flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
    )
    .filter(({ to }) => FOLDERS.some((folder) => to.startsWith(`${folder}/`)) && !TEST_PATH.test(to));
  return findFolderCycles(imports).map((cycle) =>
    [
      'folders that import each other are one unit in two places:',
      ...cycle.map(({ from, to }) => `  ${from} -> ${to}`),
    ].join('\n'),
  );
}
