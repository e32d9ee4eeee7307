import { setTimeout } from 'node:timers/promises';

/** Whether this process wants work. One that is about to stop says no while it still does what it gets. */
export class Readiness {
  private leaving = false;

  get isDraining(): boolean {
    return this.leaving;
  }

  /** Asks for no more work, and waits until those who pass it on have noticed. To be called before anything is closed. */
  async drain(delayMs: number): Promise<void> {
    this.leaving = true;
    await setTimeout(delayMs);
  }
}
