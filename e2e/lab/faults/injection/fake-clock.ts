import { access, chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;

/**
 * Environment of a program whose clock is off by `offset`, such as `+1h`. Durations stay correct.
 *
 * @throws {Error} if libfaketime is missing
 */
export async function wrongClock(offset: string): Promise<Record<string, string>> {
  return { ...(await preloaded()), FAKETIME: offset };
}

async function preloaded(): Promise<Record<string, string>> {
  await access(LIBRARY).catch(() => {
    throw new Error('libfaketime is missing: npm test installs it');
  });
  return { LD_PRELOAD: LIBRARY, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' };
}

/** Clock that can be set while programs run. */
export class MovableClock {
  private constructor(private readonly folder: string) {}

  static async start(): Promise<MovableClock> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-clock-'));
    // PostgreSQL runs as another user.
    await chmod(folder, 0o755);
    const clock = new MovableClock(folder);
    await clock.set('+0h');
    return clock;
  }

  /** Environment of a program that uses this clock. */
  async environment(): Promise<Record<string, string>> {
    return { ...(await preloaded()), FAKETIME_TIMESTAMP_FILE: this.file, FAKETIME_NO_CACHE: '1' };
  }

  async set(offset: string): Promise<void> {
    await writeFile(`${this.file}.next`, offset);
    await rename(`${this.file}.next`, this.file);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  private get file(): string {
    return join(this.folder, 'offset');
  }
}
