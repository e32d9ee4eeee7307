/** State of a note as its sender sees it; `unknown` until the server has reported it, `forgotten` once it no longer does. */
export type NoteState = 'unread' | 'reusable' | 'read' | 'expired' | 'deleted' | 'forgotten' | 'unknown';

export interface NoteEntry {
  key: string;
  slug: string;
  label: string;
  state: NoteState;
  createdAt: Date;
  expiresAt: Date | null;
  readAt: Date | null;
  reads: number;
  lastReadAt: Date | null;
}

const FINISHED: ReadonlySet<NoteState> = new Set(['read', 'expired', 'deleted', 'forgotten']);
const RANDOM_SLUG = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\w-]{22})$/;

export function isFinished({ state }: Pick<NoteEntry, 'state'>): boolean {
  return FINISHED.has(state);
}

/** False for a slug that the server generated. */
export function isCustomLink(slug: string): boolean {
  return !RANDOM_SLUG.test(slug);
}

/** Private name, otherwise the custom link; null without either. */
export function givenNameOf({ label, slug }: Pick<NoteEntry, 'label' | 'slug'>): string | null {
  if (label !== '') return label;
  return isCustomLink(slug) ? slug : null;
}
