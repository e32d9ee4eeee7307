import { parseArgs } from 'node:util';
import { writeFormatted } from '../../scripts/write-formatted.js';
import { FAULTS } from './faults.js';
import { machineFacts } from './machine-facts.js';
import { reportOf } from './report.js';
import { isBreach, MatrixRun } from './matrix-run.js';

/**
 * Runs the fault matrix against two cores and two mailers behind Caddy, and prints what came of each fault:
 *
 *     npm run test:faults -- --only redis --write
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } },
});
const chosen = FAULTS.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
const matrix = new MatrixRun((line) => process.stdout.write(`${line}\n`));
const results = await matrix.run(chosen);
const report = reportOf(results, await machineFacts(matrix.postgresVersion));
process.stdout.write(`\n${report}`);
if (values.write) await writeFormatted('docs/faults.md', report);
process.exit(results.length === 0 || results.some(isBreach) ? 1 : 0);
