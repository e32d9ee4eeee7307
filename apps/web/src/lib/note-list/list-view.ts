import { givenNameOf, type NoteEntry } from './note-entry.js';

export const LIST_FILTERS = ['all', 'unread', 'read', 'expired'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

export type ListSort = 'newest' | 'name';

export interface ListView {
  filter: ListFilter;
  sort: ListSort;
  search: string;
}

export interface NamedEntry<Entry> {
  entry: Entry;
  name: string;
}

const IS_IN: Record<ListFilter, (entry: NoteEntry) => boolean> = {
  all: () => true,
  unread: ({ state, reads }) => (state === 'unread' || state === 'reusable') && reads === 0,
  read: ({ state, reads }) => state === 'read' || (state === 'reusable' && reads > 0),
  expired: ({ state }) => state === 'expired',
};

export function entriesInView<Entry extends NoteEntry>(
  named: readonly NamedEntry<Entry>[],
  { filter, sort, search }: ListView,
  languages: string | string[],
): NamedEntry<Entry>[] {
  const words = foldedWords(search);
  const found = named.filter(
    ({ entry, name }) => IS_IN[filter](entry) && matches(words, `${name} ${entry.slug}`),
  );
  return sort === 'name' ? found.toSorted(byName(languages)) : found;
}

function matches(words: readonly string[], text: string): boolean {
  if (words.length === 0) return true;
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}

function foldedWords(search: string): string[] {
  return fold(search)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Ignores case, accents and compatibility forms, such as full width. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Notes that are named by their time come last, newest first. */
function byName(languages: string | string[]) {
  const { compare } = new Intl.Collator(languages, { numeric: true });
  return ({ entry: one }: NamedEntry<NoteEntry>, { entry: other }: NamedEntry<NoteEntry>): number => {
    const [name, otherName] = [givenNameOf(one), givenNameOf(other)];
    return (
      Number(name === null) - Number(otherName === null) ||
      compare(name ?? '', otherName ?? '') ||
      other.createdAt.getTime() - one.createdAt.getTime()
    );
  };
}
