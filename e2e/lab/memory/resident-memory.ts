import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and its share of what several processes use, in MB. */
export interface ProcessMemory {
  command: string;
  pssMb: number;
}

/** Measures processes and all that descend from them. */
export function memoryOf(roots: readonly number[]): ProcessMemory[] {
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const family = new Set(roots);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
  }
  return [...family].map((pid) => ({
    command: read(pid, 'cmdline').replaceAll('\0', ' ').trim(),
    pssMb: (Number(/^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) * 1_024) / 1_000_000,
  }));
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0);
}

/** A process may end while it is measured. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
