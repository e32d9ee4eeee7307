import { parseArgs } from 'node:util';
import { writeFormatted } from '../../../scripts/write-formatted.js';
import type { Fault } from './fault.js';
import { FAULTS } from './faults.js';
import { machineFacts } from './machine-facts.js';
import { isBroken } from './matrix-result.js';
import { MatrixRun } from './matrix-run.js';
import { reportOf } from './report.js';

/**
 * Runs the fault matrix against two cores and two mailers behind Caddy, and prints what came of each fault. Ends with 1
 * when something happened that never may, also when a fault took too long:
 *
 *     npm run lab -- faults --only redis --write
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [''] },
    write: { type: 'boolean', default: false },
  },
});
const isChosen = ({ name }: Fault) =>
  values.only.some((words) => name.toLowerCase().includes(words.toLowerCase()));
const chosen = FAULTS.filter(isChosen);
const matrix = new MatrixRun((line) => process.stdout.write(`${line}\n`));
const result = await matrix.run(chosen);
const report = reportOf(result, await machineFacts(matrix.postgresVersion));
process.stdout.write(`\n${report}`);
if (values.write) await writeFormatted('docs/faults.md', report);
process.exit(isBroken(result) ? 1 : 0);
