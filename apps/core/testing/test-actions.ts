import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { served, type TestHttp, type TestResponse } from './http-client.js';
import { at, NoteActions } from './note-actions.js';
import { mailsTo, type TestMail } from './test-mails.js';

export * from './note-actions.js';

export const PASSWORD = 'a calm river at dawn 7';

export interface SignedIn {
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  headers: { authorization: string };
}

export function signUp(http: TestHttp, email: string, password = PASSWORD): Promise<TestResponse> {
  return http.post(at('/auth/signup'), { email, password });
}

export function signIn(http: TestHttp, email: string, password = PASSWORD): Promise<TestResponse> {
  return http.post(at('/auth/signin'), { email, password });
}

/** Calls of a client, and the mails that they cause. */
export class TestActions extends NoteActions {
  signUp(email: string, password?: string): Promise<TestResponse> {
    return signUp(this.http, email, password);
  }

  signIn(email: string, password?: string): Promise<TestResponse> {
    return signIn(this.http, email, password);
  }

  async activated(email = newEmail()): Promise<string> {
    await served(() => this.signUp(email));
    const token = await this.tokenFor(email, 'email_verification');
    const { status, text } = await served(() => this.http.post(at('/auth/verify'), { token }));
    if (status !== 200) throw new Error(`not verified: ${status} ${text}`);
    return email;
  }

  async signedIn(email?: string): Promise<SignedIn> {
    const receiver = await this.activated(email);
    const response = await served(() => this.signIn(receiver));
    return { email: receiver, password: PASSWORD, ...tokensOf(response) };
  }

  mailsTo(receiver: string): Promise<TestMail[]> {
    return mailsTo(this.database, receiver);
  }

  async tokenFor(receiver: string, template: string): Promise<string> {
    const mails = await this.mailsTo(receiver);
    const token = mails.findLast((mail) => mail.template_name === template)?.options['token'];
    if (token === undefined) throw new Error(`no mail ${template} to ${receiver}`);
    return token;
  }
}

export const newEmail = (name = 'ada') => `${name}-${randomUUID()}@example.com`;
export const bearer = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } });

const tokenPair = z.object({ access_token: z.string(), refresh_token: z.string() });

export function tokensOf({ status, text, body }: TestResponse): Omit<SignedIn, 'email' | 'password'> {
  const { data } = tokenPair.safeParse(body);
  if (status !== 200 || data === undefined) throw new Error(`no tokens: ${status} ${text}`);
  const { access_token: accessToken, refresh_token: refreshToken } = data;
  return { accessToken, refreshToken, ...bearer(accessToken) };
}

export function tally(responses: readonly TestResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, status } of responses) counts[code ?? status] = (counts[code ?? status] ?? 0) + 1;
  return counts;
}
