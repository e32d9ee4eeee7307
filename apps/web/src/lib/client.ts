import { createNotesClient } from '#libs/api-client';

/** The API is always at the origin of the page. */
export const client = createNotesClient({ baseUrl: '' });
