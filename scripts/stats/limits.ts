import type { Statistics } from './measure.js';

const MAX_COMMENT_SHARE = { apps: 0.04, libs: 0.1 };
const MAX_FOLDER_FILES = 12;
const MIN_CORE_SPEC_RATIO = 0.8;
const MAX_E2E_LINES = 6_000;
const MAX_NPM_SCRIPTS = 18;
const MAX_CONSTRUCTOR_PARAMETERS = 6;

export type LimitName =
  | 'comments in apps'
  | 'comments in libs'
  | 'folder size'
  | 'spec ratio'
  | 'e2e lines'
  | 'npm scripts'
  | 'constructors';

export interface Violation {
  limit: LimitName;
  /** Area, folder or file that exceeds it. */
  subject: string;
  text: string;
}

/** Everything in the repository that exceeds a limit of CONTRIBUTING.md. */
export function findViolations(statistics: Statistics): Violation[] {
  return [
    ...overCommented(statistics, 'apps'),
    ...overCommented(statistics, 'libs'),
    ...statistics.folders
      .filter(({ files, reason }) => files > MAX_FOLDER_FILES && reason === null)
      .map(({ path, files }) =>
        violation(
          'folder size',
          path,
          `${files} source files: split it, or explain it in its README ("More than ${MAX_FOLDER_FILES} files: …")`,
        ),
      ),
    ...underTested(statistics),
    ...above('e2e lines', 'e2e', statistics.e2eLines, MAX_E2E_LINES, 'lines, lab aside'),
    ...above('npm scripts', 'package.json', statistics.npmScripts, MAX_NPM_SCRIPTS, 'npm scripts'),
    ...statistics.constructors
      .filter(({ parameters }) => parameters > MAX_CONSTRUCTOR_PARAMETERS)
      .map(({ path, parameters }) =>
        violation(
          'constructors',
          path,
          `${parameters} constructor parameters (at most ${MAX_CONSTRUCTOR_PARAMETERS})`,
        ),
      ),
  ];
}

function overCommented({ areas }: Statistics, group: keyof typeof MAX_COMMENT_SHARE): Violation[] {
  const limit = MAX_COMMENT_SHARE[group];
  return areas
    .filter(({ name, commentShare }) => name.startsWith(`${group}/`) && commentShare > limit)
    .map(({ name, commentShare }) =>
      violation(
        group === 'apps' ? 'comments in apps' : 'comments in libs',
        name,
        `${percent(commentShare)} comment lines (at most ${percent(limit)})`,
      ),
    );
}

function underTested({ areas }: Statistics): Violation[] {
  const ratio = areas.find(({ name }) => name === 'apps/core')?.specRatio ?? 0;
  if (ratio >= MIN_CORE_SPEC_RATIO) return [];
  const text = `${ratio.toFixed(2)} spec lines per source line (at least ${MIN_CORE_SPEC_RATIO})`;
  return [violation('spec ratio', 'apps/core', text)];
}

function above(limit: LimitName, subject: string, value: number, maximum: number, noun: string): Violation[] {
  return value > maximum ? [violation(limit, subject, `${value} ${noun} (at most ${maximum})`)] : [];
}

const violation = (limit: LimitName, subject: string, text: string): Violation => ({ limit, subject, text });

export const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
