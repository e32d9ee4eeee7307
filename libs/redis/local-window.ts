import type { RateLimitResult, WindowLimit } from './window-limit.js';

const SWEEP_EVERY_MS = 60_000;

interface Use {
  amount: number;
  endsAtMs: number;
}

/**
 * Counts a limit in process memory. Synchronous and without a timer per client, since every request counts; the memory
 * limiter of rate-limiter-flexible costs a request ten promises.
 */
export class LocalWindow {
  private readonly uses = new Map<string, Use>();
  private readonly windowMs: number;
  private nextSweepMs = 0;

  constructor(readonly limit: WindowLimit) {
    this.windowMs = limit.perSeconds * 1_000;
  }

  /** Also counts what it rejects. */
  consume(client: string, amount = 1): RateLimitResult {
    const use = this.add(client, amount);
    const allowed = use.amount <= this.limit.amount;
    const resetSeconds = secondsUntil(use);
    const remaining = Math.max(0, this.limit.amount - use.amount);
    return {
      allowed,
      retryAfterSeconds: allowed ? 0 : resetSeconds,
      usage: [{ name: this.limit.name, remaining, resetSeconds }],
    };
  }

  /** @param amount negative to return what was counted */
  add(client: string, amount: number): Use {
    const nowMs = performance.now();
    if (nowMs >= this.nextSweepMs) this.sweep(nowMs);
    const earlier = this.uses.get(client);
    if (earlier !== undefined && earlier.endsAtMs > nowMs) {
      earlier.amount += amount;
      return earlier;
    }
    const use = { amount, endsAtMs: nowMs + this.windowMs };
    this.uses.set(client, use);
    return use;
  }

  /** Rejects the client for this time. */
  block(client: string, seconds: number): void {
    this.uses.set(client, { amount: Infinity, endsAtMs: performance.now() + seconds * 1_000 });
  }

  /** Returns 0 if the client has exceeded nothing. */
  blockedSeconds(client: string): number {
    const use = this.uses.get(client);
    const isBlocked = use !== undefined && use.amount > this.limit.amount && use.endsAtMs > performance.now();
    return isBlocked ? secondsUntil(use) : 0;
  }

  private sweep(nowMs: number): void {
    this.nextSweepMs = nowMs + SWEEP_EVERY_MS;
    for (const [client, { endsAtMs }] of this.uses) if (endsAtMs <= nowMs) this.uses.delete(client);
  }
}

const secondsUntil = ({ endsAtMs }: Use) => Math.max(1, Math.ceil((endsAtMs - performance.now()) / 1_000));
