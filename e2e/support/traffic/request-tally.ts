/** Status of a response, and its `Retry-After`. */
export interface ResponseSummary {
  status: number;
  retryAfter: string | null;
}

/** Unavailable, or storage full. */
const TRANSIENT_STATUSES = new Set([503, 507]);

/** Counts requests and failures. */
export class RequestTally {
  requests = 0;
  /** Requests without a response or with a 5xx. */
  failed = 0;
  /** Longest wait for a response or a failure; may be reset. */
  slowestMs = 0;
  /** Kinds of 5xx other than 503 and 507 with `Retry-After`. */
  readonly unclear = new Set<string>();

  async count<Response>(
    send: () => Promise<Response>,
    summarise: (response: Response) => ResponseSummary,
  ): Promise<Response> {
    const sentAt = performance.now();
    this.requests += 1;
    try {
      const response = await send();
      this.record(summarise(response));
      return response;
    } catch (error) {
      this.failed += 1;
      throw error;
    } finally {
      this.slowestMs = Math.max(this.slowestMs, performance.now() - sentAt);
    }
  }

  private record({ status, retryAfter }: ResponseSummary): void {
    if (status < 500) return;
    this.failed += 1;
    if (!TRANSIENT_STATUSES.has(status)) this.unclear.add(`${status}`);
    else if (retryAfter === null) this.unclear.add(`${status} without Retry-After`);
  }
}
