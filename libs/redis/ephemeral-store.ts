/** Short-lived values, redeemed once; losing one restarts a sign-in. Callers hash secret parts of keys. */
export interface EphemeralStore {
  put(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Returns and deletes the value, or returns null. One of several concurrent calls gets it. */
  take(key: string): Promise<string | null>;
}
