import { inspect } from 'node:util';

/** The part of a logger that this library writes to; pino's has it. */
export interface LifecycleLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

interface Step {
  close: () => Promise<unknown>;
  name: string | undefined;
}

const STANDARD_ERROR: LifecycleLogger = {
  info: () => undefined,
  error: (fields, message) => void process.stderr.write(`${message}: ${inspect(fields)}\n`),
};

/** What was opened, to be closed in the opposite order, each whatever became of the others. */
export class ShutdownHooks {
  private readonly open: Step[] = [];
  private current: Step | undefined;

  /** @param name what ends, as the log says it; without one it does not */
  add(close: Step['close'], name?: string): void {
    this.open.push({ close, name });
  }

  /** What is being closed now. */
  get currentHook(): string | undefined {
    return this.current?.name;
  }

  async runAll(logger: LifecycleLogger = STANDARD_ERROR): Promise<void> {
    while ((this.current = this.open.pop()) !== undefined) await closeOne(this.current, logger);
  }
}

async function closeOne({ close, name }: Step, logger: LifecycleLogger): Promise<void> {
  const beganAt = performance.now();
  try {
    await close();
    if (name === undefined) return;
    logger.info({ step: name, duration_ms: Math.round(performance.now() - beganAt) }, 'closed');
  } catch (error) {
    logger.error({ step: name, err: error }, 'not closed in order');
  }
}
