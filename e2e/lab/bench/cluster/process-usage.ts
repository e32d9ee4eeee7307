import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts processor time in (sysconf(_SC_CLK_TCK), 100 on every architecture that Node runs on). */
const TICKS_PER_SECOND = 100;

/** Processes and all that they started, as Linux tells it in /proc. */
export class ProcessUsage {
  /** @param roots the processes; those that they start come along */
  constructor(private readonly roots: readonly number[]) {}

  /** Processor time since they began, with that of the processes that ended meanwhile. */
  cpuSeconds(): number {
    const ticks = this.tree().map((pid) => {
      // What comes after the name, which may hold anything, spaces and brackets too (man 5 proc).
      const [, rest = ''] = /^.*\) (.*)$/.exec(readText(pid, 'stat').trim()) ?? [];
      const [user, system, ofEndedUser, ofEndedSystem] = rest.split(' ').slice(11, 15).map(Number);
      return (user ?? 0) + (system ?? 0) + (ofEndedUser ?? 0) + (ofEndedSystem ?? 0);
    });
    return sum(ticks) / TICKS_PER_SECOND;
  }

  /** Memory now; what several processes share counts once. */
  memoryMiB(): number {
    const kib = sum(this.tree().map((pid) => kibOf(pid, 'Pss'))) + this.hugePagesKib();
    return Math.round(kib / 1_024);
  }

  /** Whether any of their memory is in huge pages. */
  hasHugePages(): boolean {
    return this.hugePagesKib() > 0;
  }

  /** Of what they share, as whoever touched most of it sees it: Linux leaves it out of `Pss`. */
  private hugePagesKib(): number {
    return Math.max(0, ...this.tree().map(hugePagesKibOf));
  }

  private tree(): number[] {
    return this.roots.flatMap((root) => [root, ...descendantsOf(root)]);
  }
}

/** The processes that this one started and whose command line has these words. */
export function startedHere(words: string): number[] {
  return childrenOf(process.pid).filter((pid) =>
    readText(pid, 'cmdline').replaceAll('\0', ' ').includes(words),
  );
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(parent: number): number[] {
  return readdirSync(`/proc/${parent}/task`).flatMap((thread) =>
    readText(parent, `task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

/** A line of what Linux says of a process's memory; 0 when the process has ended. */
function kibOf(pid: number, name: string): number {
  const [, kib] = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readText(pid, 'smaps_rollup')) ?? [];
  return Number(kib ?? 0);
}

const hugePagesKibOf = (pid: number) => kibOf(pid, 'Shared_Hugetlb') + kibOf(pid, 'Private_Hugetlb');

/** Empty when the process has ended. */
function readText(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
