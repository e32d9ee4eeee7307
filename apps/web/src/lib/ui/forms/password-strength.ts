import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Score of zxcvbn: 0 is guessed at once, 4 is not guessed. */
export type Strength = 0 | 1 | 2 | 3 | 4;

let meter: Promise<ZxcvbnFactory> | undefined;

/** Loads zxcvbn and its dictionary on first use. */
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
