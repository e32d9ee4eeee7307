import { pino, type DestinationStream } from 'pino';

/** Log drivers of containers split longer chunks. */
const WRITE_AT_LENGTH = 16_000;
const WRITE_EVERY_MS = 100;

/** Buffered standard output, flushed every 100 ms, after a fatal line and at exit. */
export class LogOutput implements DestinationStream {
  // Lines are collected here, since sonic-boom 4.2 recounts the bytes of its whole buffer at each line.
  private readonly output = pino.destination({ dest: 1, sync: false, minLength: WRITE_AT_LENGTH });
  private text = '';

  /** Flushes regularly and at exit from now on, as long as the process runs. */
  static start(): LogOutput {
    const output = new LogOutput();
    setInterval(() => output.flush(), WRITE_EVERY_MS).unref();
    process.on('exit', () => output.flushSync());
    return output;
  }

  write(line: string): void {
    this.text += line;
    if (this.text.length >= WRITE_AT_LENGTH) this.handOff();
  }

  /** Called by pino after a fatal line. */
  flushSync(): void {
    this.handOff();
    this.output.flushSync();
  }

  private flush(): void {
    this.handOff();
    this.output.flush();
  }

  private handOff(): void {
    if (this.text === '') return;
    this.output.write(this.text);
    this.text = '';
  }
}
