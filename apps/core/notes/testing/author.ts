import { z } from 'zod';
import type { TestRequest, TestResponse } from '../../testing/http-client.js';
import { at, noteAt, type NoteActions, type NoteFields } from '../../testing/note-actions.js';

const listedNotes = z.array(z.object({ slug: z.string() }));

export class Author {
  constructor(
    private readonly app: NoteActions,
    readonly request: TestRequest,
  ) {}

  create(fields: NoteFields = {}) {
    return this.app.createNote(fields, this.request);
  }

  list(which: '' | '/read' | '/unread' = '', query = ''): Promise<TestResponse> {
    return this.app.http.get(at(`/note${which}${query}`), this.request);
  }

  edit(slug: string, content: unknown): Promise<TestResponse> {
    return this.change(slug, { content });
  }

  change(slug: string, fields: object): Promise<TestResponse> {
    return this.app.http.patch(noteAt(slug), fields, this.request);
  }

  changeExpiry(slug: string, change: unknown): Promise<TestResponse> {
    return this.app.http.patch(noteAt(slug, 'expires'), change, this.request);
  }

  changePassword(slug: string, password: unknown): Promise<TestResponse> {
    return this.app.http.patch(noteAt(slug, 'password'), { password }, this.request);
  }

  delete(slug: string): Promise<TestResponse> {
    return this.app.http.delete(noteAt(slug), this.request);
  }
}

export const slugsOf = ({ body }: TestResponse): string[] => listedNotes.parse(body).map(({ slug }) => slug);
