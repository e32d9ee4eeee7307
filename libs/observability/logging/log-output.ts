import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

const STANDARD_OUTPUT = 1;
/** Log drivers of containers split longer chunks. */
const WRITE_AT_LENGTH = 16_000;
const WRITE_EVERY_MS = 100;
/** While a reader is stuck, further lines are dropped. */
const DROP_AT_LENGTH = 8_000_000;
/** A reader that does not read at exit delays it by 2 s. */
const RETRY_MS = 10;
const MAX_RETRIES = 200;

/**
 * Buffered standard output, flushed every 100 ms, after a fatal line and at exit. Text that cannot be written is dropped:
 * sonic-boom 4.2 would retry it forever once the reader has gone.
 */
export class LogOutput implements DestinationStream {
  private text = '';
  private isWriting = false;

  /** Flushes regularly and at exit from now on, as long as the process runs. */
  static start(): LogOutput {
    const output = new LogOutput();
    setInterval(() => output.flush(), WRITE_EVERY_MS).unref();
    process.on('exit', () => output.flushSync());
    return output;
  }

  write(line: string): void {
    if (this.text.length < DROP_AT_LENGTH) this.text += line;
    if (this.text.length >= WRITE_AT_LENGTH) this.flush();
  }

  /** Called by pino after a fatal line. */
  flushSync(): void {
    let rest = this.takeText();
    for (let retries = 0; rest.length > 0 && retries < MAX_RETRIES;) {
      try {
        rest = rest.subarray(writeSync(STANDARD_OUTPUT, rest));
      } catch (error) {
        if (!isBusy(error)) return;
        retries += 1;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      }
    }
  }

  private flush(): void {
    if (this.isWriting || this.text === '') return;
    this.isWriting = true;
    this.writeRest(this.takeText());
  }

  private writeRest(bytes: Buffer): void {
    write(STANDARD_OUTPUT, bytes, (error, written) => {
      if (isBusy(error)) {
        setTimeout(() => this.writeRest(bytes), RETRY_MS);
        return;
      }
      const rest = bytes.subarray(error === null ? written : bytes.length);
      if (rest.length > 0) return this.writeRest(rest);
      this.isWriting = false;
      if (this.text.length >= WRITE_AT_LENGTH) this.flush();
    });
  }

  private takeText(): Buffer {
    const bytes = Buffer.from(this.text);
    this.text = '';
    return bytes;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
