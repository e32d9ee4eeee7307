import { createNotesClient } from '#libs/api-client';
import { observedFetch } from './observed-fetch.js';

export const notesClient = createNotesClient({ baseUrl: '', fetch: observedFetch });
