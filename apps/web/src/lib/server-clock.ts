/** Times in milliseconds that a clock may be ahead of that of the device. */
interface Offsets {
  least: number;
  most: number;
}

const HEADER_PRECISION_MS = 1_000;

/** Clock of the server, estimated from its responses, because that of the device may be hours off. */
export class ServerClock {
  private offsets: Offsets | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly deviceTime: () => number = Date.now) {}

  now(): Date {
    return new Date(this.deviceTime() + this.offsetMs);
  }

  /** @param dateHeader whole seconds @param sentAt time of the device when the request was sent */
  observe(dateHeader: string | null, sentAt: number): void {
    const time = Date.parse(dateHeader ?? '');
    if (Number.isNaN(time)) return;
    const former = this.offsetMs;
    const observed = { least: time - this.deviceTime(), most: time + HEADER_PRECISION_MS - sentAt };
    this.offsets = intersection(this.offsets, observed) ?? observed;
    if (this.offsetMs !== former) for (const listener of this.listeners) listener();
  }

  /** @returns a function that stops the calls */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The latest time that is possible, so that nothing that has happened seems to lie ahead. */
  private get offsetMs(): number {
    if (this.offsets === null) return 0;
    const { least, most } = this.offsets;
    return least <= 0 && most >= 0 ? 0 : most;
  }
}

export const serverClock = new ServerClock();

/** Null if the device's clock was set between two responses. */
function intersection(one: Offsets | null, other: Offsets): Offsets | null {
  if (one === null) return null;
  const both = { least: Math.max(one.least, other.least), most: Math.min(one.most, other.most) };
  return both.least <= both.most ? both : null;
}
