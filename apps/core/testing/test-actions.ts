import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { seal } from '#libs/note-crypto';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import { served, type TestHttp, type TestRequest, type TestResponse } from './http-client.js';
import { mailsTo, type TestMail } from './test-mails.js';

export const PASSWORD = 'a calm river at dawn 7';

const createdNote = z.object({ slug: z.string(), receipt: z.string() });
export type CreatedNote = z.output<typeof createdNote>;

/** Body of POST /note. */
export interface NoteFields {
  content?: string;
  slug?: string | null;
  password?: string | null;
  keep_before_expiration?: boolean | null;
  expires_at?: string | null;
}

export interface SignedIn {
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  headers: { authorization: string };
}

/** Requests that many specs make of core, without a claim of their own. */
export class TestActions {
  constructor(
    readonly http: TestHttp,
    readonly database: TestDatabase,
  ) {}

  async createNote(fields: NoteFields = {}, request: TestRequest = {}): Promise<CreatedNote> {
    const draft = { content: 'a secret for one', ...fields };
    return createdNoteOf(await served(() => this.http.post('/api/v1/note', draft, request)));
  }

  /** Creates an end-to-end encrypted note, which is read with `accessProof` as its password. */
  async createSealedNote(text: string, password?: string) {
    const { envelope, accessProof, linkSecret } = await seal(
      text,
      password === undefined ? {} : { password },
    );
    const note = await this.createNote({ content: envelope, password: accessProof });
    return { ...note, envelope, accessProof, linkSecret };
  }

  /** Reads a note, with a read key if there is one. */
  read({ slug }: { slug: string }, readKey?: string): Promise<TestResponse> {
    return this.http.get(noteAt(slug), readKey === undefined ? {} : withKey(readKey));
  }

  signUp(email: string, password = PASSWORD): Promise<TestResponse> {
    return this.http.post(at('/auth/signup'), { email, password });
  }

  signIn(email: string, password = PASSWORD): Promise<TestResponse> {
    return this.http.post(at('/auth/signin'), { email, password });
  }

  /** Creates an account whose address is verified. */
  async activated(email = newEmail()): Promise<string> {
    await served(() => this.signUp(email));
    const token = await this.tokenFor(email, 'email_verification');
    const { status, text } = await served(() => this.http.post(at('/auth/verify'), { token }));
    if (status !== 200) throw new Error(`not verified: ${status} ${text}`);
    return email;
  }

  /** Creates an account whose address is verified, with a session. */
  async signedIn(email?: string): Promise<SignedIn> {
    const receiver = await this.activated(email);
    const response = await served(() => this.signIn(receiver));
    return { email: receiver, password: PASSWORD, ...tokensOf(response) };
  }

  /** Mails to this receiver in the outbox, decrypted, oldest first. */
  mailsTo(receiver: string): Promise<TestMail[]> {
    return mailsTo(this.database, receiver);
  }

  /** The token in the newest mail of a template. */
  async tokenFor(receiver: string, template: string): Promise<string> {
    const mails = await this.mailsTo(receiver);
    const token = mails.findLast((mail) => mail.template_name === template)?.options['token'];
    if (token === undefined) throw new Error(`no mail ${template} to ${receiver}`);
    return token;
  }
}

export const newEmail = (name = 'ada') => `${name}-${randomUUID()}@example.com`;
export const at = (path: string) => `/api/v1${path}`;
export const noteAt = (slug: string, action = '') => at(`/note/${slug}${action === '' ? '' : `/${action}`}`);
export const bearer = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } });
/** 256 random bits in base64url: a read key, or a receipt that was never issued. */
export const randomKey = () => randomBytes(32).toString('base64url');
export const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });
export const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** The note of a 201 response. */
export function createdNoteOf({ status, text, body }: TestResponse): CreatedNote {
  if (status !== 201) throw new Error(`not created: ${status} ${text}`);
  return createdNote.parse(body);
}

const tokenPair = z.object({ access_token: z.string(), refresh_token: z.string() });

/** The token pair of a response, and the header that carries it. */
export function tokensOf({ status, text, body }: TestResponse): Omit<SignedIn, 'email' | 'password'> {
  const { data } = tokenPair.safeParse(body);
  if (status !== 200 || data === undefined) throw new Error(`no tokens: ${status} ${text}`);
  const { access_token: accessToken, refresh_token: refreshToken } = data;
  return { accessToken, refreshToken, ...bearer(accessToken) };
}

/** Counts responses by error code, or by status where there is none. */
export function tally(responses: readonly TestResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, status } of responses) counts[code ?? status] = (counts[code ?? status] ?? 0) + 1;
  return counts;
}
