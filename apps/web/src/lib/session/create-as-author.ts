import type { CreatedNote, CreateNote } from '#libs/api-client';
import { client } from '../client.js';
import { session, SignedOutError } from './session.svelte.js';

/** The note becomes that of whoever is signed in; if nobody is any more, it is sent as by anybody. */
export async function createAsAuthor(note: CreateNote, idempotencyKey: string): Promise<CreatedNote> {
  try {
    return await session.call((accessToken) => client.create(note, { idempotencyKey, accessToken }));
  } catch (error) {
    if (!(error instanceof SignedOutError)) throw error;
    return client.create(note, { idempotencyKey });
  }
}
