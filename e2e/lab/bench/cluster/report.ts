import { RATE_KEPT, type Measured, type RequestFigures } from './measured.js';
import { PARTS } from './parts.js';

/** Renders the measurements for a terminal. */
export function reportOf(measured: Measured): string {
  const { machine, hugePages, stored, requests, memoryMiB, manyToFew, noteLife, steady } = measured;
  const ratio = (name: string, value: number) =>
    `${name} with ${stored.many} notes stored: ${value.toFixed(2)} of what it is with ${stored.few}${value < RATE_KEPT ? '  MORE THAN 20% SLOWER' : ''}`;
  return [
    machine,
    `PostgreSQL's shared memory is in ${hugePages ? 'huge pages' : 'pages of 4 KiB, which deploy/README.md says how to change'}`,
    ...requests.map(lineOf),
    ...growth(requests),
    ratio('create', manyToFew.create),
    ratio('read', manyToFew.read),
    `memory (MiB)  ${PARTS.map((part) => `${part} ${memoryMiB[part]}`).join(', ')}`,
    `a note's life  ${noteLife.perSecond.toFixed(0)}/s, ${(noteLife.walBytes / 1_024).toFixed(1)} KiB of WAL, ${noteLife.redisCommands.toFixed(1)} Redis commands; ${cpu(noteLife.cpuMs, 'ms')}`,
    `a sign-up  ${measured.signUp.messages.toFixed(1)} messages; ${cpu(measured.signUp.cpuMs, 'ms')}`,
    `${steady.notesPerSecond} notes a second keep busy  ${cpu(steady.processors, 'processors')}`,
  ].join('\n');
}

function lineOf({ request, connections, cores, cpuMs, ...figures }: RequestFigures): string {
  const { requestsPerSecond, p50Ms, p99Ms } = figures;
  const rate = `${requestsPerSecond.toFixed(0).padStart(5)}/s  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms`;
  return `${request.padEnd(6)} ${String(connections).padStart(3)} connections, ${cores} core${cores === 1 ? ' ' : 's'}  ${rate}   ${cpu(cpuMs, 'ms')}`;
}

/** Ratio of the rates of two cores and one. */
function growth(requests: readonly RequestFigures[]): string[] {
  return requests
    .filter(({ cores }) => cores === 2)
    .map((two) => {
      const one = requests.find(
        ({ request, connections, cores }) =>
          cores === 1 && request === two.request && connections === two.connections,
      );
      const times = two.requestsPerSecond / (one?.requestsPerSecond ?? NaN);
      return `${two.request} over ${two.connections} connections: two cores do ${times.toFixed(2)} times what one does`;
    });
}

function cpu(ofParts: Measured['memoryMiB'], unit: string): string {
  return PARTS.filter((part) => ofParts[part] >= 0.005)
    .map((part) => `${part} ${ofParts[part].toFixed(2)}`)
    .join(', ')
    .concat(` ${unit}`);
}
