import { parseArgs } from 'node:util';
import { findViolations, type LimitName } from './limits.js';
import { measure } from './measure.js';
import { formatReport } from './report.js';

/**
 * `npm run stats` prints the size and shape of the code; `npm run check -- limits` prints only what exceeds a limit and
 * fails.
 */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

/** Limits that are reported and do not fail the check yet. */
const REPORTED_ONLY = new Set<LimitName>([
  'comments in apps',
  'comments in libs',
  'folder size',
  'spec ratio',
  'e2e lines',
]);

const statistics = measure();
const violations = findViolations(statistics);
if (!values.check) process.stdout.write(`${formatReport(statistics)}\n`);
for (const { limit, text } of violations) {
  const isReportedOnly = REPORTED_ONLY.has(limit);
  if (isReportedOnly && values.check) continue;
  process.stdout.write(`${isReportedOnly ? 'not enforced yet: ' : ''}${limit}: ${text}\n`);
  if (!isReportedOnly) process.exitCode = 1;
}
