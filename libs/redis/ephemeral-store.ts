/**
 * Keeps small values for a short time, each to be taken once: a sign-in that is under way, a one-time code.
 *
 * Losing a value makes somebody start again, and nothing worse. Values may be secret, so an adapter logs neither them
 * nor the keys; the caller hashes what it puts into a key.
 */
export interface EphemeralStore {
  /** Keeps the value for so many seconds, in place of what the key had. */
  put(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** The value, which is gone then; null when there is none. Of parallel calls one gets it. */
  take(key: string): Promise<string | null>;
}
