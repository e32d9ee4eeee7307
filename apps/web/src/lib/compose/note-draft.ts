import { EXPIRY_CHOICES, type ExpiryChoice } from './options/expiry.js';

export type NoteDraft = {
  text: string;
  reusable: boolean;
  expiry: ExpiryChoice;
  customTime: string;
  password: string;
  slug: string;
  label: string;
};

export const EMPTY_DRAFT: Readonly<NoteDraft> = {
  text: '',
  reusable: false,
  expiry: '7d',
  customTime: '',
  password: '',
  slug: '',
  label: '',
};

/** Fields that belong to one note. The others stay for the next one. */
const OWN_FIELDS = ['text', 'password', 'slug', 'label'] as const;
const TEXT_FIELDS = [...OWN_FIELDS, 'customTime'] as const;

/** Returns null for anything but a whole draft: part of one could send a note with less protection. */
export function parseDraft(value: unknown): NoteDraft | null {
  return isDraft(value) ? value : null;
}

function isDraft(value: unknown): value is NoteDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft: Partial<Record<keyof NoteDraft, unknown>> = value;
  return (
    TEXT_FIELDS.every((field) => typeof draft[field] === 'string') &&
    EXPIRY_CHOICES.some((choice) => choice === draft.expiry) &&
    typeof draft.reusable === 'boolean'
  );
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
