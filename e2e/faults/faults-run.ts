import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Cluster } from './cluster.js';
import { FAULTS } from './faults.js';
import { reportOf } from './report.js';
import { runFault, type FaultResult } from './run-fault.js';

/**
 * Runs the fault matrix against two cores and two mailers behind Caddy, and prints what came of each fault:
 *
 *     npm run test:faults -- --only redis --write
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } },
});
/** A mail whose only copy was lost is sent again after five minutes. */
const MAILS_WITHIN_MS = 420_000;

const chosen = FAULTS.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
const results: FaultResult[] = [];
const cluster = await Cluster.start();
try {
  for (const fault of chosen) {
    const result = await runFault(cluster, fault, MAILS_WITHIN_MS);
    results.push(result);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
} finally {
  await cluster.stop();
}
const report = reportOf(results);
process.stdout.write(`\n${report}`);
if (values.write) await writeFile('docs/faults.md', report);
const isFaulty = ({ lost, readTwice, broken }: FaultResult) => lost + readTwice + broken.length > 0;
process.exit(results.some(isFaulty) ? 1 : 0);
