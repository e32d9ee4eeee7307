import { distance } from 'fastest-levenshtein';

const MAX_MISTAKES_SHARE = 1 / 3;
const MIN_PREFIX_LENGTH = 4;
const MAX_LENGTH = 64;

export function closestName(name: string, known: readonly string[]): string | null {
  if (name.length > MAX_LENGTH) return null;
  const plain = plainOf(name);
  const [closest] = known
    .map((candidate) => ({ candidate, mistakes: mistakesIn(plain, plainOf(candidate)) }))
    .filter(({ mistakes }) => mistakes <= plain.length * MAX_MISTAKES_SHARE)
    .toSorted((one, other) => one.mistakes - other.mistakes);
  if (closest !== undefined) return closest.candidate;
  if (plain.length < MIN_PREFIX_LENGTH) return null;
  return known.find((candidate) => plainOf(candidate).startsWith(plain)) ?? null;
}

function plainOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Transposed characters count as one mistake. */
function mistakesIn(name: string, known: string): number {
  return sorted(name) === sorted(known) && name !== known ? 1 : distance(name, known);
}

const sorted = (name: string) => name.split('').toSorted().join('');
