import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readMeasured } from '../../e2e/bench/cluster/measured.js';
import { writeFormatted } from '../write-formatted.js';
import { withPart } from './markdown.js';
import { measuredPart } from './measured-tables.js';
import { limitsPart, simulatedPart } from './simulated-table.js';

/**
 * Computes from what the benchmark measured what 1, 10 and 100 million notes a day ask for, and prints it:
 *
 *     npm run simulate -- --write
 *
 * also writes it into docs/scaling.md, as `npm run docs:gen` does.
 */
const PAGE = 'docs/scaling.md';
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const measured = await readMeasured();
const parts = { measured: measuredPart, simulated: simulatedPart, limits: limitsPart };

if (values.write) {
  let page = await readFile(PAGE, 'utf8');
  for (const [name, textOf] of Object.entries(parts)) page = withPart(page, name, textOf(measured));
  await writeFormatted(PAGE, page);
} else {
  process.stdout.write(`${simulatedPart(measured)}\n\n${limitsPart(measured)}\n`);
}
