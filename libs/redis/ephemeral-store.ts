/**
 * Stores short-lived values, each redeemed once, such as a pending sign-in. A lost value makes its user start again.
 * Adapters log neither values nor keys, which may be secret; callers hash secret parts of keys.
 */
export interface EphemeralStore {
  /** @param lifetime.owner the client that caused the value; where space is short, no owner evicts the values of others */
  put(key: string, value: string, lifetime: ValueLifetime): Promise<void>;
  /** Returns and deletes the value, or returns null. One of several concurrent calls gets it. */
  take(key: string): Promise<string | null>;
}

export interface ValueLifetime {
  ttlSeconds: number;
  owner: string;
}
