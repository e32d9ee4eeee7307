const FAULTS_THAT_OPEN = 5;

/** How often the server is tried while it fails, and how long a mail waits meanwhile. */
export const PROBE_EVERY_MS = 15_000;

/**
 * Keeps mails from a server that takes none: opens after five faults in a row, lets one mail through every 15 s then,
 * and closes when one arrives.
 */
export class Circuit {
  private faults = 0;
  private probedAtMs = 0;

  /** @param now in milliseconds */
  constructor(private readonly now: () => number) {}

  get isOpen(): boolean {
    return this.faults >= FAULTS_THAT_OPEN;
  }

  /** Whether a mail may be sent now. While the circuit is open, the one that may is the probe. */
  letsThrough(): boolean {
    if (!this.isOpen) return true;
    if (this.now() - this.probedAtMs < PROBE_EVERY_MS) return false;
    this.probedAtMs = this.now();
    return true;
  }

  /** The server took a mail, or refused that one alone. */
  close(): void {
    this.faults = 0;
  }

  /** The server could not be used. */
  fail(): void {
    this.faults += 1;
    if (this.faults === FAULTS_THAT_OPEN) this.probedAtMs = this.now();
  }
}
