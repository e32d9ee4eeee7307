import { setTimeout } from 'node:timers/promises';

/** Readiness of the process. A draining process reports not ready while it still serves requests. */
export class Readiness {
  private draining = false;

  get isDraining(): boolean {
    return this.draining;
  }

  /** Reports not ready, then waits until load balancers have noticed. Call it before anything is closed. */
  async drain(delayMs: number): Promise<void> {
    this.draining = true;
    await setTimeout(delayMs);
  }
}
