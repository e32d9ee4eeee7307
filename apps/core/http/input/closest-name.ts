const MAX_DISTANCE_SHARE = 1 / 3;
const MIN_PREFIX_LENGTH = 4;
const MAX_LENGTH = 64;

/** Returns the known name that a misspelt one was probably meant to be, or null. */
export function closestName(name: string, known: readonly string[]): string | null {
  if (name.length > MAX_LENGTH) return null;
  const plain = plainOf(name);
  const [closest] = known
    .map((candidate) => ({ candidate, distance: editDistance(plain, plainOf(candidate)) }))
    .filter(({ distance }) => distance <= plain.length * MAX_DISTANCE_SHARE)
    .toSorted((one, other) => one.distance - other.distance);
  if (closest !== undefined) return closest.candidate;
  if (plain.length < MIN_PREFIX_LENGTH) return null;
  return known.find((candidate) => plainOf(candidate).startsWith(plain)) ?? null;
}

export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** `expiresAt`, `Expires-At` and `expires_at` are the same name in different styles. */
function plainOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
