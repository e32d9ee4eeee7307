import { NoteTraffic, type NoteTrafficResult } from '../../support/note-traffic.js';
import type { KilledProduct } from './killed-product.js';

export interface StormSettings {
  /** Goes on until at least so many notes were read and so many kills happened. */
  notes: number;
  kills: number;
  /** Readers that compete for each note. */
  readers: number;
  /** Notes under way at once. */
  concurrency: number;
}

export type StormResult = NoteTrafficResult & { requests: number; failed: number; kills: number };

/** Sends and reads notes, several readers each, while the product is killed again and again. */
export async function storm(product: KilledProduct, settings: StormSettings): Promise<StormResult> {
  const traffic = new NoteTraffic(product.address);
  const { result, tally } = traffic;
  const goesOn = () => result.notes < settings.notes || product.kills < settings.kills;
  const killing = product.killUntil(
    () => !goesOn(),
    () => result.notes,
  );
  await traffic.run(goesOn, settings);
  await killing;
  const { requests, failed } = tally;
  return { ...result, requests, failed, kills: product.kills };
}
