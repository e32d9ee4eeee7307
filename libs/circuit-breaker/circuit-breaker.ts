const FAULTS_THAT_OPEN = 5;

export type CircuitBreakerState = 'closed' | 'open';

/**
 * Keeps work from a server that does none: opens after five faults in a row, lets one try through every so often then,
 * and closes when one succeeds. Whoever asks it tells it how each try ended.
 *
 * @example
 * const circuit = new Circuit({ probeEveryMs: 1_000 });
 * if (!circuit.letsThrough()) throw new UnavailableError();
 * await send().then(() => circuit.close(), () => circuit.fail());
 */
export class CircuitBreaker {
  private readonly probeEveryMs: number;
  private readonly now: () => number;
  private faults = 0;
  private probedAtMs = 0;

  /** @param settings.now a clock in milliseconds; it need not be that of the day */
  constructor(settings: { probeEveryMs: number; now?: () => number }) {
    this.probeEveryMs = settings.probeEveryMs;
    this.now = settings.now ?? (() => performance.now());
  }

  get state(): CircuitBreakerState {
    return this.isOpen ? 'open' : 'closed';
  }

  get isOpen(): boolean {
    return this.faults >= FAULTS_THAT_OPEN;
  }

  /** Whether a try may be made now. While the circuit is open, the one that may is the probe. */
  tryAcquire(): boolean {
    if (!this.isOpen) return true;
    if (this.now() - this.probedAtMs < this.probeEveryMs) return false;
    this.probedAtMs = this.now();
    return true;
  }

  /** The server works, whatever it said. */
  recordSuccess(): void {
    this.faults = 0;
  }

  /** The server could not be used. */
  recordFailure(): void {
    this.faults += 1;
    if (this.faults === FAULTS_THAT_OPEN) this.probedAtMs = this.now();
  }
}
