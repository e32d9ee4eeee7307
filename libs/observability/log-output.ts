import { pino, type DestinationStream } from 'pino';

/** About what a container's log driver takes at once. */
const WRITE_AT_LENGTH = 16_000;
const WRITE_EVERY_MS = 100;

/**
 * Standard output for log lines: written together once there are enough of them, and after a tenth of a second at the
 * latest. At the end of the process, however it comes, and after a fatal line all of them are written at once.
 */
export class LogOutput implements DestinationStream {
  // It writes nothing before it has this much. It could gather lines by itself, but counts the bytes of all that it has
  // at each line that comes (sonic-boom 4.2), which costs several times what is left of a line.
  private readonly output = pino.destination({ dest: 1, sync: false, minLength: WRITE_AT_LENGTH });
  private text = '';

  constructor() {
    setInterval(() => this.flush(), WRITE_EVERY_MS).unref();
    process.on('exit', () => this.flushSync());
  }

  write(line: string): void {
    this.text += line;
    if (this.text.length >= WRITE_AT_LENGTH) this.handOver();
  }

  /** Called by pino after a fatal line. */
  flushSync(): void {
    this.handOver();
    this.output.flushSync();
  }

  private flush(): void {
    this.handOver();
    this.output.flush();
  }

  private handOver(): void {
    if (this.text === '') return;
    this.output.write(this.text);
    this.text = '';
  }
}
