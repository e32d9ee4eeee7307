import { percent } from './limits.js';
import type { Statistics } from './measure.js';

const SHOWN = 10;

/** Statistics as text for a terminal. */
export function formatReport(statistics: Statistics): string {
  const { areas, functions, folders, constructors, npmScripts, e2eLines, labLines, longPages } = statistics;
  return [
    table([
      ['area', 'files', 'lines', 'median', '90%', 'largest', 'comments', 'specs/source', 'largest file'],
      ...areas.map((area) => [
        area.name,
        String(area.files),
        String(area.lines),
        String(area.median),
        String(area.percentile90),
        String(area.largest?.lines ?? 0),
        percent(area.commentShare),
        area.specRatio === null ? '-' : area.specRatio.toFixed(2),
        area.largest?.path ?? '',
      ]),
    ]),
    `Functions, specs aside: ${functions.count}, median ${functions.median}, 90% ${functions.percentile90} lines; over 40 lines: ${functions.over40.length}`,
    ...functions.over40.slice(0, SHOWN).map((text) => `  ${text}`),
    'Largest folders, source files:',
    ...folders
      .slice(0, SHOWN)
      .map(({ path, files, reason }) => `  ${files}  ${path}${reason === null ? '' : ` (${reason})`}`),
    'Most constructor parameters:',
    ...constructors.slice(0, 5).map(({ path, parameters }) => `  ${parameters}  ${path}`),
    `npm scripts: ${npmScripts}`,
    `e2e: ${e2eLines} lines; e2e/lab: ${labLines} lines`,
    `Pages over 150 lines: ${longPages.map(({ path, lines }) => `${path} (${lines})`).join(', ') || 'none'}`,
  ].join('\n');
}

function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 || column === widths.length - 1
      ? cell.padEnd(widths[column] ?? 0)
      : cell.padStart(widths[column] ?? 0);
  return rows.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n');
}
