import type { End, MyNote } from './my-note.js';
import type { MyNotes } from './my-notes.svelte.js';

/** What a form that changes a note is given. */
export interface ChangeProps {
  notes: MyNotes;
  note: MyNote;
  /** Called with what became of the note instead, null if it was changed. */
  ondone: (instead: End | null) => void;
  oncancel: () => void;
}
