const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Minutes become seconds; one second is the minimum. */
const FACTOR = 60;
/** Ages shrink less, because the sweep still runs every five seconds. */
const AGE_FACTOR = 6;

const RANGE = /\[(\d+)([smhd])\]/g;
const OFFSET = /\boffset (\d+)([smhd])\b/g;
const TIME_OF_A_RULE = /\b(for|interval): (\d+)([smhd])\b/g;
const LIMIT_OF_AGE = /(_seconds\)) > (\d+)/g;

/** Scales rules so that alerts fire and clear within seconds. */
export function scaledRules(text: string): string {
  return text
    .replaceAll(RANGE, (_, count: string, unit: string) => `[${scaled(count, unit)}]`)
    .replaceAll(OFFSET, (_, count: string, unit: string) => `offset ${scaled(count, unit)}`)
    .replaceAll(TIME_OF_A_RULE, (_, name: string, count: string, unit: string) => {
      return `${name}: ${scaled(count, unit)}`;
    })
    .replaceAll(LIMIT_OF_AGE, (_, end: string, limit: string) => `${end} > ${Number(limit) / AGE_FACTOR}`);
}

function scaled(count: string, unit: string): string {
  const seconds = Number(count) * secondsOf(unit);
  return `${Math.max(1, Math.round(seconds / FACTOR))}s`;
}

function secondsOf(unit: string): number {
  const found = Object.entries(SECONDS).find(([name]) => name === unit);
  if (found === undefined) throw new Error(`not a unit of Prometheus: ${unit}`);
  return found[1];
}
