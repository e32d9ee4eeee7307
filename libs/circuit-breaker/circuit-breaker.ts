const FAILURES_THAT_OPEN = 5;

export type CircuitBreakerState = 'closed' | 'open';

/**
 * Circuit breaker: five failures in a row open it, an open one admits a probe every `probeEveryMs`, and any success
 * closes it. The caller reports how each attempt ended.
 *
 * @example
 * const circuit = new CircuitBreaker({ probeEveryMs: 1_000 });
 * if (!circuit.tryAcquire()) throw new UnavailableError();
 * await send().then(() => circuit.recordSuccess(), () => circuit.recordFailure());
 */
export class CircuitBreaker {
  private readonly probeEveryMs: number;
  private readonly now: () => number;
  private failures = 0;
  private probedAtMs = 0;

  /** @param settings.now milliseconds of any clock; monotonic by default */
  constructor(settings: { probeEveryMs: number; now?: () => number }) {
    this.probeEveryMs = settings.probeEveryMs;
    this.now = settings.now ?? (() => performance.now());
  }

  get state(): CircuitBreakerState {
    return this.failures >= FAILURES_THAT_OPEN ? 'open' : 'closed';
  }

  /** Result that `tryAcquire` would return now; takes no probe. */
  get canAcquire(): boolean {
    return this.state === 'closed' || this.now() - this.probedAtMs >= this.probeEveryMs;
  }

  /** Returns true if an attempt may start; while open, that attempt is the probe. */
  tryAcquire(): boolean {
    const isAdmitted = this.canAcquire;
    if (isAdmitted) this.probedAtMs = this.now();
    return isAdmitted;
  }

  /** Records that the server responded, even with an error. */
  recordSuccess(): void {
    this.failures = 0;
  }

  /** Records that the server was unreachable or silent. */
  recordFailure(): void {
    this.failures += 1;
    if (this.failures === FAILURES_THAT_OPEN) this.probedAtMs = this.now();
  }
}
