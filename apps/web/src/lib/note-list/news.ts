import { m } from '../paraglide/messages.js';
import type { NamedEntry } from './list-view.js';
import type { NoteEntry } from './note-entry.js';

/** Readings and expiries since the list was last seen, for screen readers; empty for none. */
export function newsText(
  before: ReadonlyMap<string, NoteEntry>,
  now: readonly NamedEntry<NoteEntry>[],
): string {
  const changed = now.filter(({ entry }) => isNews(before.get(entry.key), entry));
  const [first] = changed;
  if (first === undefined) return '';
  if (changed.length > 1) return m.list_news({ count: changed.length });
  const { entry, name } = first;
  return entry.state === 'expired' ? m.list_news_expired({ name }) : m.list_news_opened({ name });
}

function isNews(before: NoteEntry | undefined, { state, reads }: NoteEntry): boolean {
  if (before?.state !== 'unread' && before?.state !== 'reusable') return false;
  return state === 'read' || state === 'expired' || reads > before.reads;
}
