import { silentLogger, type AppLogger } from '#libs/observability';

export type LifecycleLogger = Pick<AppLogger, 'info' | 'error'>;

interface Hook {
  close: () => Promise<unknown>;
  name: string | undefined;
}

/** Closes what was opened, in reverse order. A hook that fails does not prevent the others. */
export class ShutdownHooks {
  private readonly hooks: Hook[] = [];
  private current: Hook | undefined;

  add(close: Hook['close'], name?: string): void {
    this.hooks.push({ close, name });
  }

  get currentHook(): string | undefined {
    return this.current?.name;
  }

  async runAll(logger: LifecycleLogger = silentLogger): Promise<void> {
    while ((this.current = this.hooks.pop()) !== undefined) await run(this.current, logger);
  }
}

async function run({ close, name }: Hook, logger: LifecycleLogger): Promise<void> {
  const startedAt = performance.now();
  try {
    await close();
    if (name === undefined) return;
    logger.info({ step: name, duration_ms: Math.round(performance.now() - startedAt) }, 'closed');
  } catch (error) {
    logger.error({ step: name, err: error }, 'shutdown hook failed');
  }
}
