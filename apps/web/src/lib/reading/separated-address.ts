import { ApiError } from '#libs/api-client';
import { notesClient } from '../api/notes-client.js';
import { separatedLinks } from '../links/link.js';

/** Returns the address of the note whose link lost its #, or null if the path is a slug. */
export async function separatedAddress(path: string): Promise<string | null> {
  for (const { slug, fragment } of separatedLinks(path))
    if (await wasSealed(slug)) return `/secret/${slug}#${fragment}`;
  return null;
}

async function wasSealed(slug: string): Promise<boolean> {
  try {
    return (await notesClient.meta(slug)).sealed;
  } catch (error) {
    const isGone = error instanceof ApiError && GONE.has(error.code);
    if (isGone) return true;
    if (error instanceof ApiError && error.code === 'note.not_found') return false;
    throw error;
  }
}

const GONE = new Set(['note.already_read', 'note.expired']);
