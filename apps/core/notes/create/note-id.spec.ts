import { expect, it } from 'vitest';
import { createNoteId } from './note-id.js';

it('a note id is a UUID of version 7 that starts with its time', () => {
  const id = createNoteId(0x0192_3456_789a);
  expect(id).toMatch(/^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(createNoteId(0x0192_3456_789a)).not.toBe(id);
});
