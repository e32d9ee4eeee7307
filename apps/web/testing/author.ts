import { z } from 'zod';
import {
  at,
  bearer,
  createdNoteOf,
  noteAt,
  type CreatedNote,
  type NoteFields,
} from '../../core/testing/test-actions.js';
import type { HttpClient } from '../../core/testing/http-client.js';

const listedNotes = z.array(
  z.object({
    slug: z.string(),
    keep_before_expiration: z.boolean(),
    expires_at: z.string().optional(),
    label: z.string().optional(),
  }),
);

export type ListedNote = z.output<typeof listedNotes>[number];

export async function createNote(http: HttpClient, fields: NoteFields = {}): Promise<CreatedNote> {
  return createdNoteOf(await http.post(at('/note'), { content: 'a secret for one', ...fields }));
}

/** Author who uses the API in the session of a browser. */
export class Author {
  private readonly authorization: ReturnType<typeof bearer>;

  constructor(
    private readonly http: HttpClient,
    accessToken: string,
  ) {
    this.authorization = bearer(accessToken);
  }

  async create(fields: NoteFields = {}): Promise<CreatedNote> {
    const note = { content: 'a secret for one', ...fields };
    return createdNoteOf(await this.http.post(at('/note'), note, this.authorization));
  }

  async list(): Promise<ListedNote[]> {
    return listedNotes.parse((await this.http.get(at('/note'), this.authorization)).body);
  }

  /** Returns undefined for a note that the server does not list. */
  async find(slug: string): Promise<ListedNote | undefined> {
    return (await this.list()).find((note) => note.slug === slug);
  }

  async delete(slug: string): Promise<void> {
    await this.http.delete(noteAt(slug), this.authorization);
  }

  async logOutEverywhere(): Promise<void> {
    await this.http.post(at('/auth/logout/all'), undefined, this.authorization);
  }
}
