import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readMeasured } from '../bench/cluster/measured.js';
import { writeFormatted } from '../../../scripts/write-formatted.js';
import { PAGE, pageWith } from './page.js';
import { sourcesPart } from './sources-table.js';
import { limitsPart, simulatedPart } from './simulated-table.js';

/**
 * Computes the demand of 1, 10 and 100 million notes a day from the benchmark's measurements and prints it:
 *
 *     npm run lab -- scaling --write
 *
 * also writes the result to docs/scaling.md, as `npm run docs:gen` does.
 */
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const measured = await readMeasured();
if (values.write) {
  await writeFormatted(PAGE, pageWith(await readFile(PAGE, 'utf8'), measured));
} else {
  const parts = [simulatedPart, limitsPart, sourcesPart].map((part) => part(measured));
  process.stdout.write(`${parts.join('\n\n')}\n`);
}
