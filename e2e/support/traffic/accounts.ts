import { createDecipheriv, randomUUID } from 'node:crypto';
import { served, type TestResponse, type HttpClient } from '../../../apps/core/testing/http-client.js';
import { MAIL_KEY } from '../programs/core.js';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';

export const PASSWORD = 'a calm river at dawn 7';

export interface Mail {
  receiver: string;
  template_name: string;
  request_id: string;
  options: Record<string, string>;
}

type Queried = Pick<TestDatabase, 'query'>;

interface CoreWithDatabase {
  core: { http: HttpClient };
  database: Queried;
}

export interface SignedIn {
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  headers: { authorization: string };
}

export const newEmail = (name = 'ada') => `${name}-${randomUUID()}@example.com`;
export const at = (path: string) => `/api/v1${path}`;
export const bearer = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } });

/** Mails to this address in the outbox, oldest first, decrypted with core's key. */
export async function mailsTo(database: Queried, receiver: string): Promise<Mail[]> {
  const rows = await database.query(
    'SELECT id, payload FROM outbox WHERE closed_at IS NULL ORDER BY created_at',
  );
  return rows.map((row) => decrypted(row['id'], row['payload'])).filter((mail) => mail.receiver === receiver);
}

/** Token of the newest mail of this kind to the address. */
export async function tokenFor(database: Queried, receiver: string, template: string): Promise<string> {
  const mails = await mailsTo(database, receiver);
  const token = mails.findLast((mail) => mail.template_name === template)?.options['token'];
  if (token === undefined) throw new Error(`no mail ${template} to ${receiver}`);
  return token;
}

export function signUp(http: HttpClient, email: string, password = PASSWORD): Promise<TestResponse> {
  return http.post(at('/auth/signup'), { email, password });
}

export function signIn(http: HttpClient, email: string, password = PASSWORD): Promise<TestResponse> {
  return http.post(at('/auth/signin'), { email, password });
}

/** Creates an account with a verified email. */
export async function activated({ core, database }: CoreWithDatabase, email = newEmail()): Promise<string> {
  await served(() => signUp(core.http, email));
  const token = await tokenFor(database, email, 'email_verification');
  const { status, text } = await served(() => core.http.post(at('/auth/verify'), { token }));
  if (status !== 200) throw new Error(`not verified: ${status} ${text}`);
  return email;
}

/** Creates a verified account with a session. */
export async function signedIn(world: CoreWithDatabase, email?: string): Promise<SignedIn> {
  const address = await activated(world, email);
  const answer = await served(() => signIn(world.core.http, address));
  return { email: address, password: PASSWORD, ...tokensOf(answer) };
}

/** Token pair of a response, and the header for the access token. */
export function tokensOf({ status, text, body }: TestResponse): Omit<SignedIn, 'email' | 'password'> {
  const pair = Object(body);
  if (status !== 200 || typeof pair.access_token !== 'string')
    throw new Error(`no tokens: ${status} ${text}`);
  const { access_token: accessToken, refresh_token: refreshToken } = pair;
  return { accessToken, refreshToken, ...bearer(accessToken) };
}

/** Independent implementation of the format, which therefore tests it: key id, IV, ciphertext, tag. */
function decrypted(id: string, payload: Buffer): Mail {
  const start = payload.indexOf(':') + 1;
  const data = payload.subarray(start);
  const decipher = createDecipheriv('aes-256-gcm', MAIL_KEY, data.subarray(0, 12))
    .setAAD(Buffer.from(id))
    .setAuthTag(data.subarray(-16));
  return JSON.parse(decipher.update(data.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8'));
}
