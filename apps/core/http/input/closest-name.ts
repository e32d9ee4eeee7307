const MAX_DISTANCE_SHARE = 1 / 3;
const MIN_PREFIX_LENGTH = 4;
const MAX_LENGTH = 64;

export function closestName(name: string, known: readonly string[]): string | null {
  if (name.length > MAX_LENGTH) return null;
  const plain = plainOf(name);
  const [closest] = known
    .map((candidate) => ({ candidate, distance: distanceOf(plain, plainOf(candidate)) }))
    .filter(({ distance }) => distance <= plain.length * MAX_DISTANCE_SHARE)
    .toSorted((one, other) => one.distance - other.distance);
  if (closest !== undefined) return closest.candidate;
  if (plain.length < MIN_PREFIX_LENGTH) return null;
  return known.find((candidate) => plainOf(candidate).startsWith(plain)) ?? null;
}

export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1];
    for (const [column, other] of to.split('').entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

function plainOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Transposed characters count as one mistake. */
function distanceOf(name: string, known: string): number {
  return sorted(name) === sorted(known) && name !== known ? 1 : editDistance(name, known);
}

const sorted = (name: string) => name.split('').toSorted().join('');
