import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, bearer, signedIn, signIn } from '../support/accounts.js';
import { useCore } from '../support/world.js';

const AFTER_RESTORE = readFileSync('infra/postgres/after-restore.sql', 'utf8');

describe('a database that was restored from a backup without contents', () => {
  const world = useCore();
  const createNote = async (content: string): Promise<string> => {
    const { body } = await world().core.http.post(at('/note'), { content });
    return z.object({ slug: z.string() }).parse(body).slug;
  };

  it('says that unread notes are gone, knows those that were read, and has everybody sign in again', async () => {
    const { core, database } = world();
    const account = await signedIn(world());
    const [read, unread] = [await createNote('read'), await createNote('unread')];
    await core.http.get(at(`/note/${read}`));
    await database.query('DELETE FROM note_payload');
    await database.query(AFTER_RESTORE);

    expect((await core.http.get(at(`/note/${unread}`))).body).toMatchObject({ code: 'note.not_found' });
    expect((await core.http.get(at(`/note/${read}`))).body).toMatchObject({ code: 'note.already_read' });
    expect((await core.http.get(at('/me'), bearer(account.accessToken))).status).toBe(401);
    expect((await signIn(core.http, account.email)).status).toBe(200);

    const later = await createNote('later');
    await database.query(AFTER_RESTORE);
    expect((await core.http.get(at(`/note/${later}`))).body).toMatchObject({ content: 'later' });
  });
});
