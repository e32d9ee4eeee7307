import { randomBytes } from 'node:crypto';

/** Length of a generated slug (docs/crypto.md). */
const SLUG_BYTES = 16;
const AT_ONCE = 16;

/** Requests notes at random slugs. @returns the number of responses by status */
export async function guessSlugs(
  address: string,
  guesses: number,
): Promise<{ counts: Map<number, number>; seconds: number }> {
  const counts = new Map<number, number>();
  const beganAt = performance.now();
  let left = guesses;
  const guesser = async () => {
    while (left > 0) {
      left -= 1;
      const slug = randomBytes(SLUG_BYTES).toString('base64url');
      const response = await fetch(`${address}/api/v1/note/${slug}`);
      await response.arrayBuffer();
      counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, guesser));
  return { counts, seconds: (performance.now() - beganAt) / 1_000 };
}
