const FRESH_MS = 5_000;
const WAIT_MS = 500;

interface ReadingSettings {
  /** For how long one answer is good enough. */
  freshMs?: number;
  /** How long a scrape waits. */
  waitMs?: number;
  /** A clock in milliseconds; it need not be that of the day. */
  now?: () => number;
}

/**
 * A value that another server has to be asked for, at scrapes. However many scrapes there are, one question is under way at
 * most, and not more than one in five seconds; a server that hangs costs a scrape half a second.
 *
 * @example
 * const waiting = new Reading(() => rows.countWaiting());
 * const value = await waiting.take(); // null when it is not known
 */
export class CachedGauge<Value> {
  private readonly settings: Required<ReadingSettings>;
  private asking: Promise<void> | null = null;
  private answer: { value: Value; at: number } | null = null;

  constructor(
    private readonly ask: () => Promise<Value>,
    { freshMs = FRESH_MS, waitMs = WAIT_MS, now = () => performance.now() }: ReadingSettings = {},
  ) {
    this.settings = { freshMs, waitMs, now };
  }

  /** Null when the server did not say in time; an old value would look like a good one. Never throws. */
  async take(): Promise<Value | null> {
    const { waitMs } = this.settings;
    if (this.fresh() === null) {
      this.asking ??= this.begin();
      await Promise.race([this.asking, silence(waitMs)]);
    }
    return this.fresh()?.value ?? null;
  }

  private fresh(): { value: Value } | null {
    const { freshMs, now } = this.settings;
    return this.answer !== null && now() - this.answer.at < freshMs ? this.answer : null;
  }

  private async begin(): Promise<void> {
    try {
      this.answer = { value: await this.ask(), at: this.settings.now() };
    } catch {
      this.answer = null;
    } finally {
      this.asking = null;
    }
  }
}

function silence(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
