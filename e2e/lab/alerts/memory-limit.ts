import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const GROUPS = '/sys/fs/cgroup/memory';
/** Above the threshold of the alert. */
const SHARE = 0.95;

/** Limits the memory of a process to little more than it uses, as a container does. Needs root and cgroups. */
export async function limitMemory(pid: number): Promise<() => Promise<void>> {
  const group = join(GROUPS, `onasty-${pid}`);
  await mkdir(group);
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  const limit = Math.round((Number(kilobytes) * 1_024) / SHARE);
  await writeFile(join(group, 'memory.limit_in_bytes'), String(limit));
  await writeFile(join(group, 'cgroup.procs'), String(pid));
  return async () => {
    await writeFile(join(GROUPS, 'cgroup.procs'), String(pid));
    await rmdir(group);
  };
}
