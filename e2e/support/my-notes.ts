import { z } from 'zod';
import type { TestResponse, HttpClient, TestRequest } from '../../apps/core/testing/http-client.js';
import { createNote, noteAt, type NoteFields } from './notes.js';

/** What one author does to their notes. */
export class Author {
  constructor(
    private readonly http: HttpClient,
    readonly question: TestRequest,
  ) {}

  create(fields: NoteFields = {}) {
    return createNote(this.http, fields, this.question);
  }

  list(which: '' | '/read' | '/unread' = '', query = '') {
    return this.http.get(`/api/v1/note${which}${query}`, this.question);
  }

  edit(slug: string, content: unknown) {
    return this.patch(noteAt(slug), { content });
  }

  changeExpiry(slug: string, change: unknown) {
    return this.patch(noteAt(slug, 'expires'), change);
  }

  changePassword(slug: string, password: unknown) {
    return this.patch(noteAt(slug, 'password'), { password });
  }

  delete(slug: string) {
    return this.http.delete(noteAt(slug), this.question);
  }

  private patch(path: string, json: unknown) {
    return this.http.send('PATCH', path, { ...this.question, json });
  }
}

const listed = z.array(z.object({ slug: z.string() }));

/** Those of a list, in its order. */
export const slugsOf = ({ body }: TestResponse): string[] => listed.parse(body).map(({ slug }) => slug);
