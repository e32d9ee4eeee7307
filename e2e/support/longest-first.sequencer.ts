import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, so that the end of a run does not wait for one of them alone; those that mostly wait are in between. */
const LONG = [
  'accounts/pages/account-states.browser.spec.ts',
  'apps/core/http/connections/malformed-request.integration.spec.ts',
  'e2e/lab/faults/faults.integration.spec.ts',
  'profile/pages/profile-states.browser.spec.ts',
  'e2e/lab/kill-storm/kill-storm.integration.spec.ts',
  'e2e/api/metrics.spec.ts',
  'e2e/lab/mail-storm/mail-storm.integration.spec.ts',
  'own-notes/changes/changes.browser.spec.ts',
  'e2e/journeys/standalone-start.spec.ts',
  'profile/pages/profile.browser.spec.ts',
  'compose/compose-states.browser.spec.ts',
  'apps/core/http/fuzz.integration.spec.ts',
  'own-notes/pages/own-notes.browser.spec.ts',
  'e2e/journeys/traces.spec.ts',
  'reading/reading-states.browser.spec.ts',
];

/** Begins with the files that take longest. Vitest's own order comes of earlier runs, of which a fresh clone has none. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is the sequencer's method, not that of an array
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((file) => moduleId.endsWith(`/${file}`));
  return place === -1 ? LONG.length : place;
}
