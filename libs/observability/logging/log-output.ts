import { constants, openSync, write, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { DestinationStream } from 'pino';
import { droppedLines } from './logging.metrics.js';

/** Log drivers of containers split longer chunks. */
const WRITE_AT_LENGTH = 16_000;
const WRITE_EVERY_MS = 100;
/** While a reader is stuck, further lines are dropped. */
const DROP_AT_LENGTH = 8_000_000;
/** A reader that does not read at exit delays it by 2 s. */
const RETRY_MS = 10;
const MAX_RETRIES = 200;

interface StandardStream {
  readonly fd: number;
}

/**
 * Buffered standard output or error, flushed every 100 ms, after a fatal line and at exit. Text that cannot be written is dropped
 * and counted: sonic-boom 4.2 would retry it forever once the reader has gone.
 */
export class LogOutput implements DestinationStream {
  private text = '';
  /** Taken from `text`, and not yet accepted by the reader. */
  private pending: Buffer | null = null;
  private isInFlight = false;
  private dropped = 0;
  /** Called once text is accepted again after lines were dropped. */
  onDropped: (lines: number) => void = () => undefined;

  private constructor(private readonly file: number) {}

  /** Flushes regularly and at exit from now on, as long as the process runs. */
  static start(stream: StandardStream): LogOutput {
    const output = new LogOutput(withoutBlocking(stream));
    setInterval(() => output.flush(), WRITE_EVERY_MS).unref();
    process.on('exit', () => output.flushSync());
    return output;
  }

  write(line: string): void {
    if (this.text.length >= DROP_AT_LENGTH) this.drop(line);
    else this.text += line;
    if (this.text.length >= WRITE_AT_LENGTH) this.flush();
  }

  /** Called by pino after a fatal line. Blocks for at most 2 s. */
  flushSync(): void {
    let rest = this.takeAll();
    for (let retries = 0; rest.length > 0 && retries < MAX_RETRIES;) {
      try {
        rest = rest.subarray(writeSync(this.file, rest));
      } catch (error) {
        if (!isBusy(error)) break;
        retries += 1;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      }
    }
    this.drop(rest.toString());
  }

  private flush(): void {
    if (this.pending !== null || this.text === '') return;
    this.pending = this.takeText();
    this.writePending();
  }

  private writePending(): void {
    const bytes = this.pending;
    if (bytes === null) return;
    this.isInFlight = true;
    write(this.file, bytes, (error, written) => {
      this.isInFlight = false;
      if (isBusy(error)) {
        setTimeout(() => this.writePending(), RETRY_MS).unref();
        return;
      }
      if (error !== null) this.drop(bytes.toString());
      const rest = bytes.subarray(error === null ? written : bytes.length);
      this.pending = rest.length > 0 ? rest : null;
      if (this.pending !== null) return this.writePending();
      if (this.text.length >= WRITE_AT_LENGTH) this.flush();
      if (error === null) this.reportDropped();
    });
  }

  /** Leaves bytes in flight, which the system writes even while the process exits. */
  private takeAll(): Buffer {
    const pending = this.isInFlight ? null : this.pending;
    if (pending !== null) this.pending = null;
    return Buffer.concat([pending ?? Buffer.alloc(0), this.takeText()]);
  }

  private takeText(): Buffer {
    const bytes = Buffer.from(this.text);
    this.text = '';
    return bytes;
  }

  private drop(text: string): void {
    const lines = text.split('\n').length - 1;
    this.dropped += lines;
    droppedLines.inc(lines);
  }

  private reportDropped(): void {
    if (this.dropped === 0 || this.text.length >= DROP_AT_LENGTH) return;
    const lines = this.dropped;
    this.dropped = 0;
    this.onDropped(lines);
  }
}

/** Node makes pipes and sockets non-blocking once it creates their stream; a terminal needs a descriptor of its own. */
function withoutBlocking({ fd }: StandardStream): number {
  if (!isatty(fd)) return fd;
  try {
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/dev/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return fd;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
