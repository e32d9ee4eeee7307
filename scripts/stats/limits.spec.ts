import { expect, it } from 'vitest';
import { findViolations } from './limits.js';
import type { Area, Statistics } from './measure.js';

const area = (name: string, commentShare: number, specRatio: number): Area => ({
  name,
  files: 1,
  lines: 1,
  median: 1,
  percentile90: 1,
  largest: undefined,
  commentShare,
  specRatio,
});

const atTheLimits: Statistics = {
  areas: [area('apps/core', 0.04, 0.8), area('libs/config', 0.1, 0)],
  functions: { count: 0, median: 0, percentile90: 0, over40: [] },
  folders: [
    { path: 'apps/core/notes', files: 12, reason: null },
    { path: 'libs/database', files: 13, reason: 'one port' },
  ],
  constructors: [{ path: 'a.ts', parameters: 6 }],
  npmScripts: 18,
  e2eLines: 6_000,
  labLines: 50_000,
  longPages: [],
};

it('accepts what is exactly at a limit, and a large folder with a reason', () => {
  expect(findViolations(atTheLimits)).toEqual([]);
});

it('reports everything beyond a limit', () => {
  const beyond: Statistics = {
    ...atTheLimits,
    areas: [area('apps/core', 0.041, 0.79), area('libs/config', 0.101, 0)],
    folders: [{ path: 'apps/core/notes', files: 13, reason: null }],
    constructors: [{ path: 'a.ts', parameters: 7 }],
    npmScripts: 19,
    e2eLines: 6_001,
  };
  expect(findViolations(beyond).map(({ limit }) => limit)).toEqual([
    'comments in apps',
    'comments in libs',
    'folder size',
    'spec ratio',
    'e2e lines',
    'npm scripts',
    'constructors',
  ]);
});
