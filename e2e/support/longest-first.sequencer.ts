import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Slowest files first, by the list that a whole run prints; a slow file that starts last would run alone. */
const LONG = [
  'infra/prometheus/rules.integration.spec.ts',
  'e2e/journeys/standalone-start.spec.ts',
  'apps/core/http/connections/malformed-request.integration.spec.ts',
  'apps/core/notes/read/races.integration.spec.ts',
  'apps/web/src/lib/reading/opened-note.browser.spec.ts',
  'apps/web/src/lib/compose/compose-states.browser.spec.ts',
  'libs/observability/logging/logger.integration.spec.ts',
  'apps/web/src/lib/links/links.browser.spec.ts',
  'e2e/journeys/seed.spec.ts',
];

/** Starts the slowest files first. Vitest's own order needs an earlier run, which a fresh clone does not have. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of the sequencer, not of an array
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((file) => moduleId.endsWith(`/${file}`));
  return place === -1 ? LONG.length : place;
}
