import type { NoteMeta } from '#libs/api-client';
import { loadFromTab, removeFromTab, saveInTab } from '../tab-store.js';

export interface PendingRead {
  phase: 'pending';
  note: NoteMeta;
  readKey: string;
  linkSecret: string | null;
  password: string;
}

/** Text that the server may have erased. It belongs to this tab until its reader is done. */
export interface OpenedText {
  phase: 'open';
  readKey: string;
  /** Null for a note that is read once: its address loses the key. */
  linkSecret: string | null;
  text: string;
  reusable: boolean;
  sealed: boolean;
  createdAt: string;
  expiresAt: string | null;
}

type TabNote = PendingRead | OpenedText;

const DONE = 'note-done';

/** @returns false if a reload would lose the note: it is stored encrypted or not at all */
export async function saveTabNote(slug: string, note: TabNote): Promise<boolean> {
  return globalThis.isSecureContext && saveInTab(nameOf(slug), JSON.stringify(note));
}

export async function loadTabNote(slug: string): Promise<TabNote | null> {
  const stored = await loadFromTab(nameOf(slug));
  const note: unknown = typeof stored === 'string' ? JSON.parse(stored) : null;
  return isTabNote(note) ? note : null;
}

export function removeTabNote(slug: string): void {
  removeFromTab(nameOf(slug));
}

/** Reaches the duplicates of this tab, which show the same text. */
export function announceDone(readKey: string): void {
  try {
    localStorage.setItem(DONE, readKey);
    localStorage.removeItem(DONE);
  } catch {
    return;
  }
}

export function readKeyDone({ key, newValue }: StorageEvent): string | null {
  return key === DONE ? newValue : null;
}

function nameOf(slug: string): string {
  return `note/${slug}`;
}

function isTabNote(value: unknown): value is TabNote {
  if (typeof value !== 'object' || value === null || !('phase' in value)) return false;
  return (
    'readKey' in value &&
    (value.phase === 'pending' ? 'note' in value : 'text' in value && 'linkSecret' in value)
  );
}
