import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** 0: guessed at once, to 4: not guessed. */
export type Strength = 0 | 1 | 2 | 3 | 4;

let meter: Promise<ZxcvbnFactory> | undefined;

/**
 * How well a password withstands guessing, by zxcvbn with its list of common passwords. Both are loaded when the first
 * password is typed, so that nobody else waits for them.
 */
export async function strengthOf(password: string): Promise<Strength> {
  meter ??= loadMeter();
  return (await meter).check(password.slice(0, 100)).score;
}

async function loadMeter(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Meter }, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Meter({ dictionary, graphs });
}
