import PostalMime from 'postal-mime';
import { signUpFromAnywhere } from './sign-up-traffic.js';
import { at, newEmail, signIn } from '../../../apps/core/testing/test-actions.js';
import type { HttpClient } from '../../../apps/core/testing/http-client.js';
import { createNote, createSealedNote, noteAt, randomKey } from '../../../apps/core/testing/note-actions.js';
import type { SmtpPeer } from '../servers/smtp.js';
import { until } from '../until.js';

/** One more than the attempts that lock a note. */
const WRONG_PASSWORDS = 11;

/** Uses each operation on notes once. */
export async function noteTraffic(http: HttpClient): Promise<void> {
  const key = { headers: { 'idempotency-key': randomKey() } };
  const plain = await createNote(http);
  // The second read retries, as after a lost response.
  for (const _time of [1, 2]) await http.get(noteAt(plain.slug), key);
  await http.post(noteAt(plain.slug, 'ack'), undefined, key);
  const sealed = await createSealedNote(http, 'a sealed secret');
  await http.post(noteAt(sealed.slug, 'view'), { password: sealed.accessProof }, key);
  const deleted = await createNote(http);
  await http.delete(noteAt(deleted.slug), { headers: { 'x-receipt': deleted.receipt } });
  await http.get('/api/nothing/of/this/name');
}

/** Guesses passwords until the note is locked. */
export async function guessPasswords(http: HttpClient): Promise<void> {
  const { slug } = await createNote(http, { password: 'correct horse' });
  for (let guess = 0; guess < WRONG_PASSWORDS; guess += 1) {
    await http.post(noteAt(slug, 'view'), { password: `guess ${guess}` });
  }
}

/** Signs up, verifies the email, and signs in after a wrong password. */
export async function accountTraffic(http: HttpClient, smtp: SmtpPeer): Promise<void> {
  const email = newEmail();
  await signUpFromAnywhere(http, email);
  const { status } = await http.post(at('/auth/verify'), { token: await mailedToken(smtp, email) });
  if (status !== 200) throw new Error(`not verified: ${status}`);
  await signIn(http, email, 'some other password');
  await signIn(http, email);
}

async function mailedToken(smtp: SmtpPeer, email: string): Promise<string> {
  const found = () => smtp.mails.find(({ recipients }) => recipients.includes(email));
  await until('the mail arrives', () => found() !== undefined);
  const { text = '' } = await PostalMime.parse(found()?.raw ?? '');
  const token = /#t=([\w-]{20,})/.exec(text)?.[1];
  if (token === undefined) throw new Error('the mail has no link');
  return token;
}

/** Causes a rejected and a deferred mail. */
export async function failingMails(http: HttpClient, smtp: SmtpPeer): Promise<void> {
  for (const behaviour of ['rejects the recipient', 'defers the recipient'] as const) {
    const before = smtp.refusedRecipients;
    smtp.behaviour = behaviour;
    await signUpFromAnywhere(http);
    // A connection alone may still meet the next behaviour.
    await until('the recipient is rejected', () => smtp.refusedRecipients > before);
  }
  smtp.behaviour = 'accepts';
}
