import type { TestResponse } from '../../../apps/core/testing/http-client.js';

/** Clients that repeat a request without a pause. */
export class LoadGenerator {
  served = 0;
  /** Responses 503 with `Retry-After`. */
  rejected = 0;
  /** Other error responses, and failed connections. */
  readonly failures = new Set<string>();
  private isStopped = false;
  private readonly clients: Promise<unknown>;

  constructor(clients: number, send: () => Promise<TestResponse>) {
    this.clients = Promise.all(Array.from({ length: clients }, () => this.repeat(send)));
  }

  /** Resolves once every client has its last response. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.clients;
  }

  private async repeat(send: () => Promise<TestResponse>): Promise<void> {
    while (!this.isStopped) {
      try {
        this.count(await send());
      } catch (error) {
        this.failures.add(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private count({ status, headers, text }: TestResponse): void {
    if (status < 300) this.served += 1;
    else if (status === 503 && headers['retry-after'] !== undefined) this.rejected += 1;
    else this.failures.add(`${status} ${text}`);
  }
}
