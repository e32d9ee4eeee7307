import { invisible } from '#libs/note-crypto';

const surrounding = new RegExp(`^${invisible.source}+|${invisible.source}+$`, 'g');

/** White space that was copied with a password costs no attempt, and a password that contains it opens the note as well. */
export function passwordsToTry(typed: string): [string, ...string[]] {
  const trimmed = typed.replace(surrounding, '');
  return trimmed === '' || trimmed === typed ? [typed] : [trimmed, typed];
}
