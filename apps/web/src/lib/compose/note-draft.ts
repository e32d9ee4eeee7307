import { isExpiryChoice, type ExpiryChoice } from './options/expiry.js';

export type NoteDraft = {
  text: string;
  reusable: boolean;
  expiry: ExpiryChoice;
  customTime: string;
  password: string;
  slug: string;
  label: string;
  /** Null: the default of the account. */
  notify: boolean | null;
};

export const EMPTY_DRAFT: Readonly<NoteDraft> = {
  text: '',
  reusable: false,
  expiry: 'preselected',
  customTime: '',
  password: '',
  slug: '',
  label: '',
  notify: null,
};

/** Fields that belong to one note. The others stay for the next one. */
const OWN_FIELDS = ['text', 'password', 'slug', 'label'] as const;
const TEXT_FIELDS = [...OWN_FIELDS, 'customTime'] as const;

/** Returns null for anything but a whole draft: part of one could send a note with less protection. */
export function parseDraft(value: unknown): NoteDraft | null {
  return isDraft(value) ? { ...value, notify: value.notify ?? null } : null;
}

function isDraft(value: unknown): value is NoteDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft: Partial<Record<keyof NoteDraft, unknown>> = value;
  return (
    TEXT_FIELDS.every((field) => typeof draft[field] === 'string') &&
    isExpiryChoice(draft.expiry) &&
    typeof draft.reusable === 'boolean' &&
    // Drafts of earlier versions have none.
    [true, false, null, undefined].some((choice) => choice === draft.notify)
  );
}

/** The draft as the server accepts it: its rules may have changed since an option was chosen. */
export function honouredDraft(
  draft: NoteDraft,
  { reusableNotes, customLinks }: { reusableNotes: boolean; customLinks: boolean },
): NoteDraft {
  return { ...draft, reusable: draft.reusable && reusableNotes, slug: customLinks ? draft.slug : '' };
}

export function isEmptyDraft(draft: NoteDraft): boolean {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT);
}

export function hasInput(draft: NoteDraft): boolean {
  return OWN_FIELDS.some((field) => draft[field] !== '');
}

export function clearSent(draft: NoteDraft, sent: NoteDraft): void {
  for (const field of OWN_FIELDS) if (draft[field] === sent[field]) draft[field] = '';
}
