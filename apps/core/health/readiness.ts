import { setTimeout } from 'node:timers/promises';

/** Whether this process wants requests. One that is about to stop says no while it still serves them. */
export class Readiness {
  private leaving = false;

  get isLeaving(): boolean {
    return this.leaving;
  }

  /** Asks for no more requests, and waits until those who pass them on have noticed. To be called before the app closes. */
  async leave(delayMs: number): Promise<void> {
    this.leaving = true;
    await setTimeout(delayMs);
  }
}
