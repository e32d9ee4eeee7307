import type { Measured } from '../bench/cluster/measured.js';
import { withPart } from '../markdown.js';
import { measuredPart } from './measured-tables.js';
import { limitsPart, simulatedPart } from './simulated-table.js';
import { sourcesPart } from './sources-table.js';

export const PAGE = 'docs/scaling.md';

const PARTS = { measured: measuredPart, simulated: simulatedPart, limits: limitsPart, sources: sourcesPart };

/** Returns the page with all its generated figures. */
export function pageWith(page: string, measured: Measured): string {
  return Object.entries(PARTS).reduce((text, [name, textOf]) => withPart(text, name, textOf(measured)), page);
}
