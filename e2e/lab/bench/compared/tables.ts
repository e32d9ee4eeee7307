import { tableOf } from '../../markdown.js';
import { median } from '../median.js';
import { SERVER_KINDS, type Contestant } from './contestants.js';
import { OPERATIONS, type Figures, type Operation, type Turn } from './measure.js';

/** Turns of each server over this number of connections, in the order of the rounds. */
export interface Results {
  connections: number;
  turns: ReadonlyMap<Contestant, readonly Turn[]>;
}

const HEAD = ['requests/s', 'of minimal', 'CPU of server', 'CPU of PostgreSQL', 'p50', 'p99'];

/** Table of each operation: medians of the rounds, and the smallest and the largest ratio. */
export function loadTables({ connections, turns }: Results): string {
  const contestants = [...turns.keys()];
  const tables = OPERATIONS.map((operation) => {
    const rows = contestants.flatMap((contestant) => rowOf(operation, contestant, turns));
    return tableOf([[`${operation}, ${connections} connections`, ...HEAD], ...rows]);
  });
  return tables.join('\n\n');
}

/** Start time and memory of each server. */
export function processTable(contestants: readonly Contestant[]): string {
  const rows = contestants.map((one) => [
    titleOf(one),
    `${one.server.startMs} ms`,
    `${one.server.memoryMiB()} MiB`,
    one.requests.toLocaleString('en-GB'),
  ]);
  return tableOf([['process', 'first response after', 'resident memory', 'after requests'], ...rows]);
}

function rowOf(operation: Operation, contestant: Contestant, turns: Results['turns']): string[][] {
  const figures = figuresOf(operation, turns.get(contestant));
  if (figures.length === 0) return [];
  const medianOf = (value: (one: Figures) => number) => median(figures.map(value));
  const yardstick = [...turns.keys()].find(
    ({ kind, nodeVersion }) => kind === SERVER_KINDS[0] && nodeVersion === contestant.nodeVersion,
  );
  const minimal = yardstick === undefined ? [] : figuresOf(operation, turns.get(yardstick));
  return [
    [
      titleOf(contestant),
      medianOf((one) => one.requestsPerSecond).toFixed(0),
      ratioOf(figures, minimal),
      `${medianOf(({ cpu }) => cpu.server).toFixed(0)} µs`,
      `${medianOf(({ cpu }) => cpu.postgres).toFixed(0)} µs`,
      `${medianOf((one) => one.p50Ms).toFixed(1)} ms`,
      `${medianOf((one) => one.p99Ms).toFixed(1)} ms`,
    ],
  ];
}

/** Such as `0.47 (0.45–0.50)`. The rounds alternate, so each is compared with the same one of the yardstick. */
function ratioOf(figures: readonly Figures[], minimal: readonly Figures[]): string {
  if (minimal.length === 0) return '';
  const ratios = figures.map(
    (one, round) => one.requestsPerSecond / (minimal[round]?.requestsPerSecond ?? NaN),
  );
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

const figuresOf = (operation: Operation, turns: readonly Turn[] = []) =>
  turns.flatMap((turn) => turn[operation] ?? []);

const titleOf = ({ kind, nodeVersion }: Contestant) => `${kind}, Node ${nodeVersion}`;
