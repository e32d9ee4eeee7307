/** Starts `size` actions at once and ignores how they end. */
export function burst(size: number, act: () => Promise<unknown>): Promise<unknown> {
  return Promise.allSettled(Array.from({ length: size }, act));
}
