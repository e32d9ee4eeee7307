import type { Measured, RequestFigures } from '../bench/cluster/measured.js';
import { PARTS } from '../bench/cluster/parts.js';
import { figure, tableOf } from '../markdown.js';

const KINDS = [
  { request: 'create', cores: 1 },
  { request: 'create', cores: 2 },
  { request: 'read', cores: 1 },
  { request: 'read', cores: 2 },
] as const;
type Kind = (typeof KINDS)[number];

/** Number of connections that keep a deployment busy without long waits. */
const BUSY_CONNECTIONS = 64;

/** Renders the results of the benchmark for docs/scaling.md. */
export function measuredPart(measured: Measured): string {
  return [
    `Machine: ${measured.machine}, including the load generator. Each cell: requests per second, with the median and 99th percentile in ms.`,
    ratesOf(measured.requests),
    growthOf(measured.requests),
    `Processor time of each process in ms, for one request over ${BUSY_CONNECTIONS} connections to two cores and for all ${measured.noteLife.requests} requests of a note, and its memory:`,
    spendingOf(measured),
    storedOf(measured),
  ].join('\n\n');
}

function ratesOf(requests: readonly RequestFigures[]): string {
  const connections = [...new Set(requests.map((one) => one.connections))];
  const cell = (kind: Kind, count: number) => {
    const { requestsPerSecond, p50Ms, p99Ms } = figuresOf(requests, { ...kind, connections: count });
    return `${figure(requestsPerSecond)} (${figure(p50Ms)}, ${figure(p99Ms)})`;
  };
  const head = ['connections', ...KINDS.map(({ request, cores }) => `${request}, ${coresIn(cores)}`)];
  return tableOf([
    head,
    ...connections.map((count) => [String(count), ...KINDS.map((kind) => cell(kind, count))]),
  ]);
}

function growthOf(requests: readonly RequestFigures[]): string {
  const times = requests
    .filter(({ cores }) => cores === 2)
    .map((two) => two.requestsPerSecond / figuresOf(requests, { ...two, cores: 1 }).requestsPerSecond);
  const [least, most] = [Math.min(...times), Math.max(...times)].map((one) => one.toFixed(2));
  return `Two cores serve ${least} to ${most} times the requests of one.`;
}

function spendingOf({ requests, noteLife, memoryMiB }: Measured): string {
  const [create, read] = (['create', 'read'] as const).map((request) =>
    figuresOf(requests, { request, cores: 2, connections: BUSY_CONNECTIONS }),
  );
  return tableOf([
    ['part', 'create', 'read', 'life of a note', 'memory, MiB'],
    ...PARTS.map((part) => [
      part,
      ms(create?.cpuMs[part]),
      ms(read?.cpuMs[part]),
      ms(noteLife.cpuMs[part]),
      String(memoryMiB[part]),
    ]),
  ]);
}

function storedOf({ stored, hugePages, manyToFew }: Measured): string {
  const [few, many] = [stored.few, stored.many].map((count) => count.toLocaleString('en-GB'));
  const memory = hugePages ? 'huge pages' : 'pages of 4 KiB';
  return `With ${many} stored notes instead of ${few}, and PostgreSQL's shared memory in ${memory}, the rate is ${manyToFew.create.toFixed(2)} for creates and ${manyToFew.read.toFixed(2)} for reads.`;
}

type Measurement = Pick<RequestFigures, 'request' | 'cores' | 'connections'>;

/** @throws {Error} if this combination was not measured */
function figuresOf(
  requests: readonly RequestFigures[],
  { request, cores, connections }: Measurement,
): RequestFigures {
  const found = requests.find(
    (one) => one.request === request && one.cores === cores && one.connections === connections,
  );
  if (found === undefined) throw new Error(`${request} over ${connections} connections was not measured`);
  return found;
}

const ms = (value: number | undefined) => (value ?? NaN).toFixed(2);
const coresIn = (count: number) => (count === 1 ? '1 core' : `${count} cores`);
