/** Parameters of `node`. */
export interface Check {
  command: readonly string[];
  /** Repairs what it can instead of reporting it. */
  fix?: readonly string[];
  /** Arguments unless others are given. */
  paths?: readonly string[];
}

const bin = (path: string, ...parameters: string[]) => [`node_modules/${path}`, ...parameters];
const script = (path: string, ...parameters: string[]) => ['--import=tsx', `scripts/${path}`, ...parameters];

/** Speeds up later runs; an install removes it. */
const CACHE = 'node_modules/.cache';
const OXFMT = bin('oxfmt/bin/oxfmt');
const OXLINT = bin('oxlint/bin/oxlint', '--type-aware', '--deny-warnings');

/** By name, longest first. */
export const checks: Readonly<Record<string, Check>> = {
  format: { command: [...OXFMT, '--check'], fix: OXFMT, paths: ['.'] },
  web: { command: script('checks/web-types.ts') },
  types: {
    command: bin(
      '@typescript/native/bin/tsc',
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      `${CACHE}/tsc.json`,
    ),
  },
  generated: { command: script('checks/generated-files.ts') },
  boundaries: { command: script('checks/boundaries.ts') },
  unused: { command: bin('knip/bin/knip.js') },
  lint: { command: OXLINT, fix: [...OXLINT, '--fix'] },
  openapi: { command: script('checks/openapi.ts') },
  commands: { command: script('checks/commands.ts') },
  limits: { command: script('stats/stats.ts', '--check') },
  weight: { command: script('checks/page-weight.ts') },
  words: { command: script('words/words.ts') },
};
