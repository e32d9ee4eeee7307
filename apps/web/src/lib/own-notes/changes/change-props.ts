import type { NoteEnding, OwnNote } from '../own-note.js';
import type { OwnNotes } from '../own-notes.svelte.js';

export interface ChangeProps {
  notes: OwnNotes;
  note: OwnNote;
  /** Called with the ending of a note that could not be changed, otherwise null. */
  ondone: (ending: NoteEnding | null) => void;
  oncancel: () => void;
}
