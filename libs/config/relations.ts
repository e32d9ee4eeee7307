import { ServerAddress } from './server-address.js';
import type { Variable } from './variable.js';

export interface Problem {
  variable: string;
  /** Completes "NAME: …"; names no secret. */
  cause: string;
}

/** A variable as it was found. */
export interface ConfigValue<T = unknown> {
  name: string;
  variable: Variable<T>;
  /** False for a default. */
  isGiven: boolean;
  /** Undefined if it is unset. */
  value: T | undefined;
}

/** Finds values that have no effect, contradict each other or are unsafe together. */
export function findConflicts(readings: readonly ConfigValue[]): Problem[] {
  const byName = new Map(readings.map((reading) => [reading.name, reading]));
  const given = readings.filter(({ isGiven, value }) => isGiven && isActive(value));
  return given.flatMap((reading) =>
    [withoutEffect, tooLarge, notAmong, notDifferent, contradictory, unsafe]
      .flatMap((find) => find(reading, byName))
      .map((cause) => ({ variable: reading.name, cause })),
  );
}

type Find = (reading: ConfigValue, all: ReadonlyMap<string, ConfigValue>) => string[];

const withoutEffect: Find = ({ variable: { needs = [], needsAny = [] } }, all) => {
  const isMissing = (name: string) => !isActive(all.get(name)?.value);
  const missing = needs.filter(isMissing);
  if (missing.length > 0) return [`has no effect without ${missing.join(' and ')}`];
  const isUseless = needsAny.length > 0 && needsAny.every(isMissing);
  return isUseless ? [`has no effect without ${needsAny.join(' or ')}`] : [];
};

const tooLarge: Find = ({ value, variable: { atMost = [] } }, all) =>
  atMost.flatMap((name) => {
    const maximum = all.get(name)?.value;
    return [value].flat().some((item) => Number(item) > Number(maximum))
      ? [`must not be more than ${name}`]
      : [];
  });

const notAmong: Find = ({ value, variable: { among = [] } }, all) =>
  among.flatMap((name) => {
    const allowed = all.get(name)?.value;
    return Array.isArray(allowed) && !allowed.includes(value) ? [`must be one of ${name}`] : [];
  });

const notDifferent: Find = ({ value, variable: { differsFrom = [] } }, all) =>
  differsFrom.flatMap((name) =>
    value !== 0 && all.get(name)?.value === value ? [`must differ from ${name}`] : [],
  );

const contradictory: Find = ({ value, variable }, all) => {
  const cause = variable.conflict?.(value, (name) => isActive(all.get(name)?.value)) ?? null;
  return cause === null ? [] : [cause];
};

const unsafe: Find = ({ value }, all) => {
  if (
    !(value instanceof ServerAddress) ||
    value.remedy === null ||
    all.get('PRIVATE_NETWORK')?.value === true
  )
    return [];
  const remedy = `${value.remedy}, or set PRIVATE_NETWORK=true in a private network`;
  return [`connects to another machine unencrypted: ${remedy}`];
};

function isActive(value: unknown): boolean {
  return value !== undefined && value !== false;
}
