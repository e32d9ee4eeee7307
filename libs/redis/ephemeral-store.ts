/**
 * Stores small values for a short time, each redeemed once: a pending sign-in, a one-time code.
 *
 * A lost value only makes its user start again. Values may be secret, so adapters log neither values nor keys; the
 * caller hashes secret parts of a key.
 */
export interface EphemeralStore {
  /** Stores or replaces a value. */
  put(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Returns and deletes the value, or returns null. One of several concurrent calls gets it. */
  take(key: string): Promise<string | null>;
}
