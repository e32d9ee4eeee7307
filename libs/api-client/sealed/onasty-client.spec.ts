import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cutConnection, respond, scriptedServer } from '../testing/scripted-server.js';
import { OnastyClient } from './onasty-client.js';

const SECRET = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';
const meta = {
  created_at: '2026-11-30T12:00:00.000Z',
  has_password: false,
  sealed: true,
  keep_before_expiration: false,
};
const wait = () => Promise.resolve();
const sentBody = z.object({ content: z.string(), password: z.string(), link_proof: z.string() });

describe('OnastyClient', () => {
  it('sends an envelope, whose key is only in the link, and opens it again', async () => {
    const created = { slug: 'for-ada', receipt: 'receipt' };
    await using server = await scriptedServer(respond(201, created));
    const { link } = await new OnastyClient({ server: server.baseUrl }).send('4711', { password: 'boat' });
    const {
      content,
      password,
      link_proof: linkProof,
    } = sentBody.parse(JSON.parse(server.received[0]?.body ?? ''));
    const [, secret = ''] = link.split('#');
    for (const text of ['4711', 'boat', secret]) expect(server.received[0]?.body).not.toContain(text);
    const opened = { slug: 'for-ada', content, ...meta };
    await using other = await scriptedServer(
      respond(200, { ...meta, has_password: true }),
      respond(200, opened),
      respond(204),
    );
    const moved = link.replace(server.baseUrl, other.baseUrl);
    expect(await new OnastyClient({ server: other.baseUrl }).read(moved, { password: 'boat' })).toBe('4711');
    expect(JSON.parse(other.received[1]?.body ?? '')).toEqual({ password, link_proof: linkProof });
    expect(other.received[2]?.path).toBe('/api/v1/note/for-ada/ack');
  });

  it('repeats a request whose response was lost with the same key', async () => {
    await using server = await scriptedServer(cutConnection, respond(201, { slug: 'a', receipt: 'r' }));
    await new OnastyClient({ server: server.baseUrl, token: 'ony_key' }).send('text', { wait });
    const [first, second] = server.received;
    expect(second).toEqual(first);
    expect(second?.headers).toMatchObject({ authorization: 'Bearer ony_key' });
  });

  it.each([
    ['a key although the note is plain', `#${SECRET}`, false, 'link.mismatch'],
    ['no key although the note is sealed', '', true, 'link.incomplete'],
  ])('opens nothing with a link that has %s', async (_, fragment, sealed, code) => {
    await using server = await scriptedServer(respond(200, { ...meta, sealed }));
    const read = new OnastyClient({ server: server.baseUrl }).read(`${server.baseUrl}/secret/a${fragment}`);
    await expect(read).rejects.toMatchObject({ code });
    expect(server.received).toHaveLength(1);
  });

  it('sends neither token nor receipt to the server of another link', async () => {
    const client = new OnastyClient({ server: 'https://notes.example', token: 'ony_key' });
    const link = `https://other.example/secret/a#${SECRET}`;
    for (const call of [client.find(link), client.receipt(link, 'r'), client.remove(link)])
      await expect(call).rejects.toMatchObject({ code: 'link.other_server' });
  });
});
