import { isolate } from '$lib/formats.js';
import { m } from '$lib/paraglide/messages.js';
import { shortTime } from '$lib/time.js';
import { givenNameOf, type NoteEntry } from './note-entry.js';

/** Given name, or "Note of Monday 9:16". */
export function nameOf(entry: NoteEntry, now: Date, languages: string[]): string {
  return givenNameOf(entry) ?? m.list_of_time({ time: isolate(shortTime(entry.createdAt, now, languages)) });
}
