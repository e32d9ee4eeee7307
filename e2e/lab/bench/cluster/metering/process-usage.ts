import { readdirSync, readFileSync } from 'node:fs';

/** Linux's unit of processor time: sysconf(_SC_CLK_TCK), 100 on every architecture that Node supports. */
const TICKS_PER_SECOND = 100;

/** Usage of processes and their descendants according to /proc. */
export class ProcessUsage {
  /** @param roots ids of the processes; their descendants are included */
  constructor(private readonly roots: readonly number[]) {}

  /** Processor time since their start, including descendants that have exited. */
  cpuSeconds(): number {
    const ticks = this.tree().map((pid) => {
      // Fields after the name, which may contain spaces and brackets (man 5 proc).
      const [, rest = ''] = /^.*\) (.*)$/.exec(readText(pid, 'stat').trim()) ?? [];
      const [user, system, ofEndedUser, ofEndedSystem] = rest.split(' ').slice(11, 15).map(Number);
      return (user ?? 0) + (system ?? 0) + (ofEndedUser ?? 0) + (ofEndedSystem ?? 0);
    });
    return sum(ticks) / TICKS_PER_SECOND;
  }

  /** Resident memory; memory that processes share counts once. */
  memoryMiB(): number {
    const kib = sum(this.tree().map((pid) => kibOf(pid, 'Pss'))) + this.hugePagesKib();
    return Math.round(kib / 1_024);
  }

  /** True if any of their memory is in huge pages. */
  hasHugePages(): boolean {
    return this.hugePagesKib() > 0;
  }

  /** Huge pages, which Linux excludes from `Pss`. They are shared, so the process that touched most of them counts. */
  private hugePagesKib(): number {
    return Math.max(0, ...this.tree().map(hugePagesKibOf));
  }

  private tree(): number[] {
    return this.roots.flatMap((root) => [root, ...descendantsOf(root)]);
  }
}

/** Ids of this process's children whose command line contains these words. */
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

/** Field of a process's smaps_rollup in KiB; 0 once the process has exited. */
function kibOf(pid: number, name: string): number {
  const [, kib] = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readText(pid, 'smaps_rollup')) ?? [];
  return Number(kib ?? 0);
}

const hugePagesKibOf = (pid: number) => kibOf(pid, 'Shared_Hugetlb') + kibOf(pid, 'Private_Hugetlb');

/** Returns an empty string once the process has exited. */
function readText(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
