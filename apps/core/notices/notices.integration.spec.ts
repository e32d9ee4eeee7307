import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/create-test-app.js';
import { at, newEmail, type SignedIn } from '../testing/test-actions.js';
import { NoticeSender } from './sending/notice-sender.js';

const app = await createTestApp();
afterAll(() => app.close());

const settingsAt = at('/me/notices');
const addresses = at('/notices/addresses');
const options = z.object({
  notices: z.array(z.object({ kind: z.string(), created_at: z.string(), happened_at: z.string() })),
  more: z.number(),
  stop_token: z.string(),
  stop_url: z.string(),
});

const send = () => app.nest.get(NoticeSender).send();
const mailsOf = async (email: string) => {
  // The first may be a run of the timer that began before the event.
  await send();
  await send();
  const mails = await app.mailsTo(email);
  return mails
    .filter((mail) => mail.template_name === 'note_notices')
    .map((mail) => options.parse(mail.options));
};
const kindsOf = async (email: string) =>
  (await mailsOf(email)).map(({ notices }) => notices.map(({ kind }) => kind));
const expire = async () => {
  await app.database.query(
    `UPDATE note SET expires_at = clock_timestamp(), sweep_at = clock_timestamp()
      WHERE expires_at IS NOT NULL AND read_at IS NULL`,
  );
  await app.sweepNotes();
};
const endWindow = () =>
  app.database.query("UPDATE notice_recipient SET mailed_at = mailed_at - interval '5 minutes'");

const noteOf = (author: SignedIn, json: object) => app.createNote(json, { headers: author.headers });
const change = (author: SignedIn, json: object) =>
  app.http.send('PATCH', settingsAt, { headers: author.headers, json });

async function confirmedAddress(email = newEmail()) {
  const { body } = await app.http.post(addresses, { email });
  const { notice_key: key } = z.object({ notice_key: z.string() }).parse(body);
  const token = await app.tokenFor(email, 'notice_address');
  expect(await app.http.post(`${addresses}/confirm`, { token })).toMatchObject({ status: 204 });
  return { email, key };
}

describe('notice to the author of a note', () => {
  it('is mailed once when the note is read, and contains neither slug, content nor label', async () => {
    const author = await app.signedIn();
    const draft = { content: 'the launch code', label: 'launch', reference: 'order 7', notify: true };
    const { slug } = await noteOf(author, draft);
    expect(await mailsOf(author.email)).toEqual([]);
    const second = await createTestApp({ database: app.database });
    await app.read({ slug });
    await Promise.all([send(), second.nest.get(NoticeSender).send()]);
    await second.close();
    await endWindow();
    const [mail, ...others] = await mailsOf(author.email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ notices: [{ kind: 'read' }], more: 0 });
    const text = JSON.stringify(await app.mailsTo(author.email));
    for (const secret of [slug, 'launch', 'order 7']) expect(text).not.toContain(secret);
  });

  it('is one for the first of several reads of a reusable note', async () => {
    const author = await app.signedIn();
    const draft = { keep_before_expiration: true, expires_in: 3_600, notify: true };
    const { slug } = await noteOf(author, draft);
    await app.read({ slug });
    await endWindow();
    expect(await kindsOf(author.email)).toEqual([['read']]);
    await app.read({ slug });
    await endWindow();
    await expire();
    expect(await kindsOf(author.email)).toEqual([['read']]);
  });

  it('collects what happens within five minutes of a mail, and lists twenty notes', async () => {
    const author = await app.signedIn();
    await app.read(await noteOf(author, { notify: true }));
    expect(await kindsOf(author.email)).toHaveLength(1);
    for (let count = 0; count < 23; count += 1) await app.read(await noteOf(author, { notify: true }));
    expect(await kindsOf(author.email)).toHaveLength(1);
    await endWindow();
    const [, digest, ...others] = await mailsOf(author.email);
    expect(others).toEqual([]);
    expect(digest?.notices).toHaveLength(20);
    expect(digest?.more).toBe(3);
  });

  it('is not sent for a note that is deleted unread, or whose author does not want it', async () => {
    const author = await app.signedIn();
    const { slug } = await noteOf(author, { notify: true });
    await app.http.delete(at(`/note/${slug}`), { headers: author.headers });
    await app.read(await noteOf(author, {}));
    expect(await kindsOf(author.email)).toEqual([]);
  });

  it('is sent by default if the account says so, unless a note says otherwise', async () => {
    const author = await app.signedIn();
    const { body } = await app.http.get(settingsAt, { headers: author.headers });
    expect(body).toEqual({ notify_by_default: false, expired_unread: true });
    const changed = await change(author, { notify_by_default: true });
    expect(changed.body).toEqual({ notify_by_default: true, expired_unread: true });
    await app.read(await noteOf(author, { notify: false }));
    expect(await kindsOf(author.email)).toEqual([]);
    await app.read(await noteOf(author, {}));
    expect(await kindsOf(author.email)).toEqual([['read']]);
  });

  it('is sent of a note that expires unread, unless the account turned that off', async () => {
    const [told, silent] = [await app.signedIn(), await app.signedIn()];
    await change(silent, { expired_unread: false });
    for (const author of [told, silent]) await noteOf(author, { notify: true, expires_in: 3_600 });
    await expire();
    expect(await kindsOf(told.email)).toEqual([['expired']]);
    expect(await kindsOf(silent.email)).toEqual([]);
    expect(await app.database.query('SELECT FROM note_notice')).toEqual([]);
  });

  it('is not sent to a blocked account, and goes with a deleted one', async () => {
    const [blocked, deleted] = [await app.signedIn(), await app.signedIn()];
    const note = await noteOf(blocked, { notify: true });
    await noteOf(deleted, { notify: true });
    const block = 'UPDATE user_account SET blocked_at = clock_timestamp() WHERE email = $1';
    await app.database.query(block, [blocked.email]);
    await app.read(note);
    await app.http.delete(at('/me'), { headers: deleted.headers, json: { password: deleted.password } });
    expect(await kindsOf(blocked.email)).toEqual([]);
    expect(await app.database.query('SELECT FROM note_notice')).toEqual([]);
  });
});

describe('notice to an address without an account', () => {
  const refused = { status: 400, code: 'notice.address_unconfirmed' };

  it('is mailed once the address is confirmed', async () => {
    const { email, key } = await confirmedAddress();
    await app.read(await app.createNote({ notify: true, notice_key: key }));
    expect(await kindsOf(email)).toEqual([['read']]);
  });

  it('needs a confirmed address', async () => {
    const email = newEmail();
    const { body } = await app.http.post(addresses, { email });
    const { notice_key } = z.object({ notice_key: z.string() }).parse(body);
    const stateOf = async (key: string) =>
      (await app.http.post(`${addresses}/state`, { notice_key: key })).body;
    for (const json of [
      { notify: true },
      { notify: true, notice_key },
      { notify: true, notice_key: 'guess' },
    ])
      expect(await app.http.post(at('/note'), { content: 'x', ...json })).toMatchObject(refused);
    expect(await stateOf(notice_key)).toEqual({ state: 'pending' });
    const token = await app.tokenFor(email, 'notice_address');
    for (let count = 0; count < 2; count += 1)
      expect(await app.http.post(`${addresses}/confirm`, { token })).toMatchObject({ status: 204 });
    expect(await stateOf(notice_key)).toEqual({ state: 'confirmed' });
    expect(await stateOf('guess')).toEqual({ state: 'unknown' });
    expect(await app.http.post(`${addresses}/confirm`, { token: 'guess' })).toMatchObject({ status: 404 });
  });

  it('is confirmed by at most three mails at a time, with the same response for each request', async () => {
    const email = newEmail();
    const otherSpelling = email.replace('ada', 'Ada');
    for (const [index, spelling] of [email, otherSpelling, email, email, email].entries()) {
      const response = await app.http.post(addresses, { email: spelling });
      expect(response, `request ${index}`).toMatchObject({
        status: 202,
        body: { notice_key: expect.stringMatching(/^[\w-]{43}$/) },
      });
    }
    const mails = [...(await app.mailsTo(email)), ...(await app.mailsTo(otherSpelling))];
    expect(mails).toHaveLength(3);
  });

  it('is offered only where notes need no account', async () => {
    const closed = await createTestApp({ environment: { CREATE_NOTES: 'signed-in' } });
    expect(await closed.http.post(addresses, { email: newEmail() })).toMatchObject({
      status: 401,
      code: 'note.sign_in_required',
    });
    await closed.close();
  });

  it('keeps an expired address until its last notice is mailed', async () => {
    const { email, key } = await confirmedAddress();
    const note = await app.createNote({ notify: true, notice_key: key });
    await app.database.query('UPDATE notice_recipient SET expires_at = clock_timestamp() WHERE email = $1', [
      email,
    ]);
    expect(await app.http.post(at('/note'), { content: 'x', notify: true, notice_key: key })).toMatchObject(
      refused,
    );
    await app.nest.get(NoticeSender).sweep();
    await app.read(note);
    expect(await kindsOf(email)).toEqual([['read']]);
    await app.nest.get(NoticeSender).sweep();
    expect(await app.database.query('SELECT FROM notice_recipient WHERE email = $1', [email])).toEqual([]);
  });
});

describe('link that stops notices', () => {
  const ONE_CLICK = 'List-Unsubscribe=One-Click';
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const PARTS = { 'content-type': 'multipart/form-data; boundary=x' };
  const MULTIPART = `--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`;
  const pathOf = (mail: { stop_url: string } | undefined) => new URL(mail?.stop_url ?? '').pathname;

  it('works by one click for an address, in all its browsers', async () => {
    const email = newEmail();
    const [first, other] = [await confirmedAddress(email), await confirmedAddress(email)];
    const pending = await app.createNote({ notify: true, notice_key: other.key });
    await app.read(await app.createNote({ notify: true, notice_key: first.key }));
    const [mail] = await mailsOf(email);
    const post = () => app.http.send('POST', pathOf(mail), { headers: FORM, body: ONE_CLICK });
    expect(await post()).toMatchObject({ status: 204 });
    expect(await post()).toMatchObject({ status: 204 });
    await app.read(pending);
    await endWindow();
    expect(await mailsOf(email)).toHaveLength(1);
    for (const { key } of [first, other])
      expect(await app.http.post(`${addresses}/state`, { notice_key: key })).toMatchObject({
        body: { state: 'unknown' },
      });
  });

  it('works for an account, which may want notices again', async () => {
    const author = await app.signedIn();
    await change(author, { notify_by_default: true });
    const pending = await noteOf(author, {});
    await app.read(await noteOf(author, {}));
    const [mail] = await mailsOf(author.email);
    const posted = await app.http.send('POST', pathOf(mail), { headers: PARTS, body: MULTIPART });
    expect(posted).toMatchObject({ status: 204 });
    await app.read(pending);
    await app.read(await noteOf(author, {}));
    await endWindow();
    expect(await mailsOf(author.email)).toHaveLength(1);
    await app.read(await noteOf(author, { notify: true }));
    await endWindow();
    expect(await mailsOf(author.email)).toHaveLength(2);
  });

  it('opens a page and changes nothing, and no other route accepts a form', async () => {
    const { email, key } = await confirmedAddress();
    await app.read(await app.createNote({ notify: true, notice_key: key }));
    const [mail] = await mailsOf(email);
    const opened = await app.http.get(pathOf(mail));
    expect(opened).toMatchObject({ status: 303 });
    expect(opened.headers.location).toBe(`http://localhost:3000/notices/stop#t=${mail?.stop_token}`);
    expect(await app.http.post(`${addresses}/state`, { notice_key: key })).toMatchObject({
      body: { state: 'confirmed' },
    });
    const form = await app.http.send('POST', at('/note'), { headers: FORM, body: ONE_CLICK });
    expect(form).toMatchObject({ status: 415, code: 'request.media_type' });
    const unknown = await app.http.post(at('/notices/stop/guess'), undefined);
    expect(unknown).toMatchObject({ status: 204 });
  });
});
