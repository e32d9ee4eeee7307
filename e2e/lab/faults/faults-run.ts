import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { writeFormatted } from '../../../scripts/write-formatted.js';
import type { Fault } from './fault.js';
import { FAULTS } from './faults.js';
import { machineFacts } from './machine-facts.js';
import { hasFailed } from './matrix-result.js';
import { MatrixRun } from './matrix-run.js';
import { PAGE, pageWith, reportOf } from './report.js';

/**
 * Runs the fault matrix on two cores and two mailers behind Caddy and prints the table. Exits with 1 if a row fails or
 * takes too long:
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
if (values.write) await writeFormatted(PAGE, pageWith(await readFile(PAGE, 'utf8'), report));
process.exit(hasFailed(result) ? 1 : 0);
