import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { noteAt, randomKey, tally } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

type Note = { slug: string };

async function guess(note: Note, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) await app.view(note, `wrong ${attempt}`);
}

const update = ({ slug }: Note, changes: string) =>
  app.database.query(`UPDATE note SET ${changes} WHERE slug = $1`, [slug]);
const endLock = (note: Note) => update(note, 'locked_until = clock_timestamp()');
/** Lets a lock and the window of its attempts end. */
const pass = (note: Note) =>
  update(note, "locked_until = NULL, wrong_since = wrong_since - interval '10 minutes'");
const attemptsAt = async (note: Note) => {
  const { wrong_tries, wrong_tries_total, locked_until } = await app.row(note);
  return [wrong_tries, wrong_tries_total, locked_until];
};

describe('password lock of a plain note', () => {
  it('starts for 15 minutes at the tenth wrong password, and burns nothing', async () => {
    const note = await app.createNote({ password: 'right' });
    for (let left = 9; left >= 0; left -= 1) {
      const response = await app.view(note, 'wrong');
      expect(response).toMatchObject({
        status: 404,
        body: { code: 'note.wrong_password', message: 'note: not found', tries_left: left },
      });
      expect(response.text.includes('locked_until')).toBe(left === 0);
    }
    for (const password of ['wrong', 'right']) {
      const response = await app.view(note, password);
      expect(response).toMatchObject({
        status: 429,
        body: { code: 'note.locked', locked_until: expect.any(String) },
      });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(14 * 60);
      expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
    }
    expect((await app.meta(note)).status).toBe(200);
  });

  it('ends by time, and then the right password opens the note', async () => {
    const note = await app.createNote({ password: 'right' });
    await guess(note, 10);
    await endLock(note);
    expect((await app.view(note, 'right')).status).toBe(200);
  });

  it('is followed by ten new attempts, as are ten minutes without a lock', async () => {
    const note = await app.createNote({ password: 'right' });
    for (const times of [10, 5]) {
      await guess(note, times);
      await pass(note);
      expect((await app.view(note, 'wrong')).body).toMatchObject({ tries_left: 9 });
    }
  });

  it('stays after 100 wrong passwords in all, until the author sets a password', async () => {
    const author = await app.signedIn();
    const note = await app.createNote({ password: 'right' }, author);
    for (let round = 0; round < 11; round += 1) {
      await guess(note, 9);
      await pass(note);
    }
    expect(await app.view(note, 'wrong')).toMatchObject({
      code: 'note.wrong_password',
      body: { tries_left: 0 },
    });
    await pass(note);
    for (const password of ['right', 'wrong']) {
      const { status, code, text, headers } = await app.view(note, password);
      expect([status, code, headers['retry-after']]).toEqual([429, 'note.locked', '86400']);
      expect(text).not.toContain('locked_until');
    }
    await app.http.patch(noteAt(note.slug, 'password'), { password: 'right' }, author);
    expect((await app.view(note, 'wrong')).body).toMatchObject({ tries_left: 9 });
    expect((await app.view(note, 'right')).status).toBe(200);
  });

  it('never delays the reader who repeats a read within the lease', async () => {
    const note = await app.createNote({ password: 'right' });
    const key = randomKey();
    await guess(note, 9);
    await app.view(note, 'right', key);
    await guess(note, 3);
    expect((await app.view(note, 'right', key)).status).toBe(200);
  });
});

describe('a sealed note', () => {
  const sealedNotes = [
    ['without a password', undefined],
    ['with a password', 'human'],
  ] as const;
  const wrongLinks = [
    ['no link proof', undefined],
    ['the link proof of another note', randomKey()],
    ['a malformed link proof', 'x'],
  ] as const;

  describe.each(sealedNotes)('%s', (_, password) => {
    it.each(wrongLinks)('is not found by callers with %s, who use up no attempts', async (__, linkProof) => {
      const note = await app.createSealedNote('sealed', password);
      for (let attempt = 0; attempt < 12; attempt += 1) {
        const response = await app.view(note, randomKey(), undefined, linkProof);
        const { request_id } = Object(response.body);
        expect(response).toMatchObject({ status: 404 });
        expect(response.body).toEqual({ code: 'note.not_found', message: 'note: not found', request_id });
      }
      expect(await attemptsAt(note)).toEqual([0, 0, null]);
      expect((await app.view(note, note.accessProof, undefined, note.linkProof)).status).toBe(200);
    });

    it('opens to the right access proof, even if it is locked or the link proof is missing', async () => {
      for (const linkProof of [true, false]) {
        const note = await app.createSealedNote('sealed', password);
        for (let attempt = 0; attempt < 11; attempt += 1)
          await app.view(note, randomKey(), undefined, note.linkProof);
        const opened = await app.view(
          note,
          note.accessProof,
          undefined,
          linkProof ? note.linkProof : undefined,
        );
        expect(opened).toMatchObject({ status: 200, body: { content: note.envelope } });
      }
    });
  });

  it('without a password counts nothing even for a caller with the link, since nothing can be guessed', async () => {
    const note = await app.createSealedNote('sealed');
    const response = await app.view(note, randomKey(), undefined, note.linkProof);
    expect(response).toMatchObject({ status: 404, code: 'note.not_found' });
    expect(await attemptsAt(note)).toEqual([0, 0, null]);
  });

  it('with a password locks after ten wrong ones of callers with the link, without a ceiling in all', async () => {
    const note = await app.createSealedNote('sealed', 'human');
    const guessWithLink = () => app.view(note, randomKey(), undefined, note.linkProof);
    for (let left = 9; left >= 0; left -= 1)
      expect((await guessWithLink()).body).toMatchObject({ code: 'note.wrong_password', tries_left: left });
    const locked = await guessWithLink();
    expect(locked).toMatchObject({
      status: 429,
      body: { code: 'note.locked', locked_until: expect.any(String) },
    });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(14 * 60);
    expect(await app.view(note, randomKey())).toMatchObject({ code: 'note.not_found' });
    await update(note, 'wrong_tries_total = 100');
    await pass(note);
    expect((await guessWithLink()).body).toMatchObject({ tries_left: 9 });
  });

  describe('that was created without a link proof', () => {
    const withoutLinkProof = async (password?: string) => {
      const note = await app.createSealedNote('sealed', password);
      await update(note, 'link_hash = NULL');
      return note;
    };

    it.each([undefined, randomKey()])('stays readable with the link proof %s', async (linkProof) => {
      for (const password of [undefined, 'human']) {
        const note = await withoutLinkProof(password);
        for (let attempt = 0; attempt < 12; attempt += 1)
          await app.view(note, randomKey(), undefined, linkProof);
        expect((await app.view(note, note.accessProof, undefined, linkProof)).status).toBe(200);
      }
    });

    it('counts wrong passwords of any caller, if it has a password', async () => {
      const protectedNote = await withoutLinkProof('human');
      const responses = [];
      for (let attempt = 0; attempt < 12; attempt += 1)
        responses.push(await app.view(protectedNote, randomKey()));
      expect(tally(responses)).toEqual({ 'note.wrong_password': 10, 'note.locked': 2 });
      const open = await withoutLinkProof();
      expect(await app.view(open, randomKey())).toMatchObject({ code: 'note.not_found' });
      expect(await attemptsAt(open)).toEqual([0, 0, null]);
    });
  });
});
