import { describe, expect, it } from 'vitest';
import { BOTS } from '../support/bots.js';
import { createNote, createSealedNote, noteAt } from '../support/notes.js';
import { useCore } from '../support/world.js';

describe('link previews and mail scanners', () => {
  const world = useCore();

  it('leave a note unread with GET and HEAD on its meta and HEAD on the note', async () => {
    const { http } = world().core;
    const { slug, receipt } = await createNote(http);
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      expect((await http.get(noteAt(slug, 'meta'), { headers })).status).toBe(200);
      expect((await http.send('HEAD', noteAt(slug, 'meta'), { headers })).status).toBe(405);
      expect((await http.send('HEAD', noteAt(slug), { headers })).status).toBe(405);
      expect((await http.send('OPTIONS', noteAt(slug), { headers })).status).toBe(405);
    }
    expect((await http.get(noteAt(slug, 'receipt'), { headers: { 'x-receipt': receipt } })).body).toEqual({
      state: 'unread',
    });
    expect((await http.get(noteAt(slug))).status).toBe(200);
  });

  it('can not read a sealed note even with GET, HEAD or POST on the API', async () => {
    const { http } = world().core;
    const { slug, accessProof } = await createSealedNote(http, 'sealed');
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      expect((await http.get(noteAt(slug), { headers })).status).toBe(404);
      expect((await http.send('HEAD', noteAt(slug), { headers })).status).toBe(405);
      expect((await http.send('POST', noteAt(slug, 'view'), { headers })).status).toBeGreaterThanOrEqual(400);
    }
    expect((await http.post(noteAt(slug, 'view'), { password: accessProof })).status).toBe(200);
  });
});
