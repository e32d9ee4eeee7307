import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Slowest files first, by the list that a whole run prints; a slow file that starts last would run alone. */
const LONG = [
  'e2e/lab/faults/faults.integration.spec.ts',
  'infra/prometheus/rules.integration.spec.ts',
  'accounts/pages/account-states.browser.spec.ts',
  'infra/grafana/panels.integration.spec.ts',
  'apps/core/http/connections/malformed-request.integration.spec.ts',
  'apps/core/http/requests/shed-load.integration.spec.ts',
  'apps/core/http/fuzz.integration.spec.ts',
  'own-notes/changes/changes.browser.spec.ts',
  'e2e/journeys/standalone-start.spec.ts',
  'apps/core/notes/read/races.integration.spec.ts',
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
