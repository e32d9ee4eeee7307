/** Saves a value for the next page of this tab. */
export function passToNextPage(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Storage is blocked: the next page uses its default.
  }
}

/** Returns and removes a saved value; null without one. */
export function takePassedValue(key: string): string | null {
  try {
    const value = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return value;
  } catch {
    return null;
  }
}
