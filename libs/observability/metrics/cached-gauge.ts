const FRESH_MS = 5_000;
const WAIT_MS = 500;

interface CachedGaugeSettings {
  /** Maximum age of a value; 5 s by default. */
  freshMs?: number;
  /** Maximum delay of a scrape; 0.5 s by default. */
  waitMs?: number;
  now?: () => number;
}

/** Value that another server provides, read at scrapes: one read at a time, and one in five seconds. */
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

  /** Returns null without a response in time, since a stale value would look current. Never throws. */
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
