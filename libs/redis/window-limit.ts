/** Limit in a window that starts with the first use. Limits of the same name share their counters. */
export interface WindowLimit {
  name: string;
  amount: number;
  perSeconds: number;
}

/** Use of one window by a client, after a request. */
export interface WindowUsage {
  name: string;
  remaining: number;
  /** Seconds until the window ends and the whole amount is available again. */
  resetSeconds: number;
}

export interface RateLimitResult {
  allowed: boolean;
  retryAfterSeconds: number;
  usage: readonly WindowUsage[];
}
