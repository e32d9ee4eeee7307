import { afterAll, describe, expect, it } from 'vitest';
import { newEmail, signUp } from '../support/accounts.js';
import { createNote, noteAt } from '../support/notes.js';
import { NatsServer } from '../support/nats.js';
import { useCore } from '../support/world.js';

const nats = await NatsServer.start();
afterAll(() => nats.stop());

describe('a core whose NATS is killed', () => {
  const world = useCore({ NATS_URL: nats.url });
  const readiness = async () => {
    const { status, body } = await world().core.direct.get('/health/ready');
    return { status, nats: Object(Object(body).parts).nats };
  };

  it('says so, is ready all the same, and serves notes and accounts', async () => {
    await expect.poll(readiness).toEqual({ status: 200, nats: 'up' });
    await nats.kill();
    await expect.poll(readiness).toEqual({ status: 200, nats: 'down' });

    const { http } = world().core;
    expect((await signUp(http, newEmail())).status).toBe(201);
    const { slug } = await createNote(http);
    expect((await http.get(noteAt(slug))).status).toBe(200);

    await nats.restart();
    await expect.poll(readiness).toEqual({ status: 200, nats: 'up' });
  });
});
