import { copyFile, open, stat, truncate } from 'node:fs/promises';

const MAX_BYTES = 10_000_000;
const TAIL_BYTES = 16_384;
/** Severities by which PostgreSQL says why it ends. */
const SEVERE =
  /(?:PANIC|FATAL|ERROR|LOG): +(.*(?:No space left on device|could not|out of memory|terminated by signal|was terminated).*)$/;

/** Log file of the embedded PostgreSQL, which appends to it. */
export class ServerLog {
  constructor(readonly path: string) {}

  /** Returns the length, from which the lines of a later run are read. */
  async length(): Promise<number> {
    return stat(this.path).then(
      ({ size }) => size,
      () => 0,
    );
  }

  /** Returns the last line since `start` that says why the server ended; null if there is none, as after a kill. */
  async reasonSince(start: number): Promise<string | null> {
    const lines = (await this.tail(start)).split('\n').toReversed();
    const full = lines.find((line) => line.includes('No space left on device'));
    const severe = full ?? lines.find((line) => SEVERE.test(line));
    return (severe && SEVERE.exec(severe)?.[1]) ?? null;
  }

  /** Keeps the last file as `.1`, so that the log takes at most twice its maximum. */
  async rotate(): Promise<void> {
    if ((await this.length()) <= MAX_BYTES) return;
    await copyFile(this.path, `${this.path}.1`);
    await truncate(this.path);
  }

  private async tail(start: number): Promise<string> {
    const size = await this.length();
    const from = Math.max(start <= size ? start : 0, size - TAIL_BYTES);
    if (size === 0) return '';
    const file = await open(this.path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }
}
