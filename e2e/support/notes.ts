import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal } from '#libs/note-crypto';
import {
  served,
  type TestResponse,
  type HttpClient,
  type TestRequest,
} from '../../apps/core/testing/http-client.js';

export { tally } from '../../apps/core/testing/test-actions.js';

const created = z.object({ slug: z.string(), receipt: z.string() });

export type CreatedNote = z.output<typeof created>;

/** 256 random bits as 43 characters of base64url: an Idempotency-Key, or a receipt that nobody was given. */
export function randomKey(): string {
  return randomBytes(32).toString('base64url');
}

/** What POST /note takes; `content` is made up where the test doesn't care. */
export interface NoteFields {
  content?: string;
  slug?: string | null;
  password?: string | null;
  keep_before_expiration?: boolean | null;
  expires_at?: string | null;
}

/** Creates a note, which must succeed. */
export async function createNote(http: HttpClient, fields: NoteFields = {}, question: TestRequest = {}) {
  const draft = { content: 'a secret for one', ...fields };
  return createdNote(await served(() => http.post('/api/v1/note', draft, question)));
}

/** The body of a 201, or an error that shows the answer. */
export function createdNote(answer: TestResponse): CreatedNote {
  if (answer.status !== 201) throw new Error(`not created: ${answer.status} ${answer.text}`);
  return created.parse(answer.body);
}

/** Creates a sealed note, which is read with `accessProof`. */
export async function createSealedNote(http: HttpClient, text: string, password?: string) {
  const { envelope, accessProof, linkSecret } = await seal(text, password === undefined ? {} : { password });
  const note = await createNote(http, { content: envelope, password: accessProof });
  return { ...note, envelope, accessProof, linkSecret };
}

export function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

/** Where the notes of the API are. */
export function noteAt(slug: string, action = ''): string {
  return `/api/v1/note/${slug}${action === '' ? '' : `/${action}`}`;
}
