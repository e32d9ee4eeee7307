/** What an answer says of the product: its status, and when to come back. */
export interface Told {
  status: number;
  retryAfter: string | null;
}

/** Not there just now, or no room: both pass. */
const PASSING_STATUSES = new Set([503, 507]);

/** How requests of one or several callers were answered. */
export class RequestTally {
  requests = 0;
  /** Requests that got no answer, or 5xx. */
  failed = 0;
  /** Until it was answered, or nobody answered it; may be set back, to begin anew. */
  slowestMs = 0;
  /** Answers that nobody may get, whatever fails: 5xx that do not say when to come back. */
  readonly unclear = new Set<string>();

  /** Asks, and gives the answer or throws the fault that comes of it. */
  async count<Answer>(ask: () => Promise<Answer>, toldBy: (answer: Answer) => Told): Promise<Answer> {
    const askedAt = performance.now();
    this.requests += 1;
    try {
      const answer = await ask();
      this.hear(toldBy(answer));
      return answer;
    } catch (error) {
      this.failed += 1;
      throw error;
    } finally {
      this.slowestMs = Math.max(this.slowestMs, performance.now() - askedAt);
    }
  }

  private hear({ status, retryAfter }: Told): void {
    if (status < 500) return;
    this.failed += 1;
    if (!PASSING_STATUSES.has(status)) this.unclear.add(`${status}`);
    else if (retryAfter === null) this.unclear.add(`${status} without Retry-After`);
  }
}
