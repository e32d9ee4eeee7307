import type { TestResponse } from '../../../apps/core/testing/http-client.js';

/** Many callers who ask again and again, whatever they are told. */
export class Crowd {
  served = 0;
  /** Told when to come back. */
  refused = 0;
  /** What must not happen: another fault, or no answer at all. */
  readonly faults = new Set<string>();
  private goesOn = true;
  private readonly callers: Promise<unknown>;

  constructor(callers: number, ask: () => Promise<TestResponse>) {
    this.callers = Promise.all(Array.from({ length: callers }, () => this.call(ask)));
  }

  /** Once all have their answers. */
  async leave(): Promise<void> {
    this.goesOn = false;
    await this.callers;
  }

  private async call(ask: () => Promise<TestResponse>): Promise<void> {
    while (this.goesOn) {
      try {
        this.count(await ask());
      } catch (error) {
        this.faults.add(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private count({ status, headers, text }: TestResponse): void {
    if (status < 300) this.served += 1;
    else if (status === 503 && headers['retry-after'] !== undefined) this.refused += 1;
    else this.faults.add(`${status} ${text}`);
  }
}
