import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal } from '#libs/note-crypto';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import { served, type TestHttp, type TestRequest, type TestResponse } from './http-client.js';

const createdNote = z.object({ slug: z.string(), receipt: z.string(), expires_at: z.string().optional() });
export type CreatedNote = z.output<typeof createdNote>;

type Note = Pick<CreatedNote, 'slug'>;

export interface NoteFields {
  content?: string;
  slug?: string | null;
  password?: string | null;
  link_proof?: string | null;
  keep_before_expiration?: boolean | null;
  expires_at?: string | null;
  expires_in?: number | null;
  label?: string | null;
  reference?: string | null;
  notify?: boolean | null;
  notice_key?: string | null;
}

/** Creates a note, which must succeed. It never expires unless a field says so. */
export async function createNote(
  http: TestHttp,
  fields: NoteFields = {},
  request: TestRequest = {},
): Promise<CreatedNote> {
  const expiry = 'expires_at' in fields || 'expires_in' in fields ? {} : { expires_at: null };
  const draft = { content: 'a secret for one', ...expiry, ...fields };
  return createdNoteOf(await served(() => http.post(at('/note'), draft, request)));
}

/** Creates an end-to-end encrypted note, which is read with `accessProof` as its password. */
export async function createSealedNote(
  http: TestHttp,
  text: string,
  password?: string,
  fields: NoteFields = {},
) {
  const sealed = await seal(text, password === undefined ? {} : { password });
  const { envelope: content, accessProof, linkProof } = sealed;
  const note = await createNote(http, { ...fields, content, password: accessProof, link_proof: linkProof });
  return { ...note, ...sealed };
}

export class NoteActions {
  constructor(
    readonly http: TestHttp,
    readonly database: Pick<TestDatabase, 'query'>,
  ) {}

  createNote(fields?: NoteFields, request?: TestRequest): Promise<CreatedNote> {
    return createNote(this.http, fields, request);
  }

  createSealedNote(text: string, password?: string) {
    return createSealedNote(this.http, text, password);
  }

  read({ slug }: Note, readKey?: string): Promise<TestResponse> {
    return this.http.get(noteAt(slug), withOptionalKey(readKey));
  }

  /** Properties that are undefined are not sent. */
  view(
    { slug }: Note,
    password?: string | null,
    readKey?: string,
    linkProof?: string,
  ): Promise<TestResponse> {
    const body = { password, link_proof: linkProof };
    return this.http.post(noteAt(slug, 'view'), body, withOptionalKey(readKey));
  }

  acknowledge({ slug }: Note, readKey?: string): Promise<TestResponse> {
    return this.http.post(noteAt(slug, 'ack'), undefined, withOptionalKey(readKey));
  }

  meta({ slug }: Note): Promise<TestResponse> {
    return this.http.get(noteAt(slug, 'meta'));
  }

  receipt({ slug, receipt }: CreatedNote): Promise<TestResponse> {
    return this.http.get(noteAt(slug, 'receipt'), withReceipt(receipt));
  }

  deleteNote({ slug, receipt }: CreatedNote): Promise<TestResponse> {
    return this.http.delete(noteAt(slug), withReceipt(receipt));
  }

  /** Lets a note expire, which also makes it due for the sweeper. */
  async expire({ slug }: Note): Promise<void> {
    await this.age(slug, 'expires_at = clock_timestamp(), sweep_at = clock_timestamp()');
  }

  /** Lets the lease of a read note expire, which also makes it due for the sweeper. */
  async expireLease({ slug }: Note): Promise<void> {
    await this.database.query(
      `WITH note AS (UPDATE note SET lease_until = clock_timestamp() WHERE slug = $1 RETURNING id)
       UPDATE note_lease SET due_at = clock_timestamp() FROM note WHERE note_id = id`,
      [slug],
    );
  }

  async makeDue({ slug }: Note): Promise<void> {
    await this.age(slug, 'sweep_at = clock_timestamp()');
  }

  async isContentStored({ slug }: Note): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT FROM note_payload JOIN note ON note.id = note_id WHERE slug = $1',
      [slug],
    );
    return rows.length > 0;
  }

  async row({ slug }: Note): Promise<Record<string, unknown>> {
    const [row] = await this.database.query('SELECT * FROM note WHERE slug = $1', [slug]);
    return row ?? {};
  }

  private age(slug: string, changes: string) {
    return this.database.query(`UPDATE note SET ${changes} WHERE slug = $1`, [slug]);
  }
}

export const at = (path: string) => `/api/v1${path}`;
export const noteAt = (slug: string, action = '') => at(`/note/${slug}${action === '' ? '' : `/${action}`}`);
/** 256 random bits in base64url: a read key, or a receipt that was never issued. */
export const randomKey = () => randomBytes(32).toString('base64url');
export const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });
export const withReceipt = (receipt: string) => ({ headers: { 'x-receipt': receipt } });
export const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

const withOptionalKey = (key: string | undefined) => (key === undefined ? {} : withKey(key));

export function createdNoteOf({ status, text, body }: TestResponse): CreatedNote {
  if (status !== 201) throw new Error(`not created: ${status} ${text}`);
  return createdNote.parse(body);
}
