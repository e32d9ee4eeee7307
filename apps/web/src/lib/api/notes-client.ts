import { createNotesClient } from '#libs/api-client';

export const notesClient = createNotesClient({ baseUrl: '' });
