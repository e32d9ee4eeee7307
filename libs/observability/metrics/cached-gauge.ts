const FRESH_MS = 5_000;
const WAIT_MS = 500;

interface CachedGaugeSettings {
  /** Maximum age of a value. */
  freshMs?: number;
  /** Maximum delay of a scrape. */
  waitMs?: number;
  /** Monotonic clock in milliseconds. */
  now?: () => number;
}

/**
 * A value that another server provides, read at scrapes: at most one read at a time and one in five seconds. A hung server
 * delays a scrape by at most half a second.
 *
 * @example
 * const waiting = new CachedGauge(() => rows.countWaiting());
 * const value = await waiting.take(); // null if unknown
 */
export class CachedGauge<Value> {
  private readonly settings: Required<CachedGaugeSettings>;
  private reading: Promise<void> | null = null;
  private latest: { value: Value; at: number } | null = null;

  constructor(
    private readonly read: () => Promise<Value>,
    { freshMs = FRESH_MS, waitMs = WAIT_MS, now = () => performance.now() }: CachedGaugeSettings = {},
  ) {
    this.settings = { freshMs, waitMs, now };
  }

  /** Returns the value, or null if the server did not respond in time. Never throws. */
  async take(): Promise<Value | null> {
    const { waitMs } = this.settings;
    if (this.fresh() === null) {
      this.reading ??= this.begin();
      await Promise.race([this.reading, delay(waitMs)]);
    }
    return this.fresh()?.value ?? null;
  }

  private fresh(): { value: Value } | null {
    const { freshMs, now } = this.settings;
    return this.latest !== null && now() - this.latest.at < freshMs ? this.latest : null;
  }

  private async begin(): Promise<void> {
    try {
      this.latest = { value: await this.read(), at: this.settings.now() };
    } catch {
      this.latest = null;
    } finally {
      this.reading = null;
    }
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
