import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Slowest files first, by the list that a whole run prints; a slow file that starts last would run alone. */
const LONG = [
  'accounts/pages/account-states.browser.spec.ts',
  'apps/core/http/connections/malformed-request.integration.spec.ts',
  'e2e/lab/faults/faults.integration.spec.ts',
  'profile/pages/profile-states.browser.spec.ts',
  'e2e/api/metrics.spec.ts',
  'own-notes/changes/changes.browser.spec.ts',
  'e2e/journeys/standalone-start.spec.ts',
  'profile/pages/profile.browser.spec.ts',
  'compose/compose-states.browser.spec.ts',
  'apps/core/http/fuzz.integration.spec.ts',
  'own-notes/pages/own-notes.browser.spec.ts',
  'e2e/journeys/traces.spec.ts',
  'reading/reading-states.browser.spec.ts',
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
