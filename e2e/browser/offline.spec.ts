import { describe, expect, it } from 'vitest';
import { useProduct } from '../support/use-product.js';
import { readAt, untilErased } from './notes.js';

const VIEW = '**/api/v1/note/*/view';
const RETRYING = 'The connection broke. Trying again by itself; the note waits for you alone.';

describe('a reader who loses the connection in the middle of the read', () => {
  const product = useProduct();

  it('gets the note when it is back, and nobody else does', async () => {
    const { database } = product();
    const [sender, reader, other] = await Promise.all([
      product().visitor(),
      product().visitor(),
      product().visitor(),
    ]);
    const link = await sender.write('worth the wait');
    await reader.page.route(
      VIEW,
      async (route) => {
        await route.fetch();
        await reader.context.setOffline(true);
        await route.abort('internetdisconnected');
      },
      { times: 1 },
    );
    await reader.open(link);
    await reader.press('Read the note');
    await reader.reads(RETRYING);
    const burntAt = await readAt(database, link);
    expect(burntAt).not.toBeNull();
    await other.open(link);
    await other.sees('This note was read already');

    await reader.context.setOffline(false);
    expect(await reader.text()).toBe('worth the wait');
    expect(await readAt(database, link)).toEqual(burntAt);
    await untilErased(database, link);
    await reader.open(link);
    await reader.sees('This note was read already');
  });

  it('gets the note too when the request itself never arrived', async () => {
    const { database } = product();
    const reader = await product().visitor();
    const link = await reader.write('not even burnt');
    await reader.open(link);
    await reader.sees('Somebody sent you a note');
    await reader.context.setOffline(true);
    await reader.press('Read the note');
    await reader.reads(RETRYING);
    expect(await readAt(database, link)).toBeNull();
    await reader.context.setOffline(false);
    expect(await reader.text()).toBe('not even burnt');
  });

  it('gets the note when its answer is lost several times', async () => {
    const reader = await product().visitor();
    const link = await reader.write('third time lucky');
    let answers = 0;
    await reader.page.route(
      VIEW,
      async (route) => {
        answers += (await route.fetch()).ok() ? 1 : 0;
        await route.abort('connectionreset');
      },
      { times: 3 },
    );
    expect(await reader.read(link)).toBe('third time lucky');
    expect(answers).toBe(3);
  });

  it('is told on a page that could not ask the server, and needs no reload', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('later');
    const META = '**/api/v1/note/*/meta';
    await visitor.page.route(META, (route) => route.abort('connectionrefused'));
    await visitor.open(link);
    await visitor.sees("The server can't be reached");
    await visitor.page.unroute(META);
    await visitor.press('Try again');
    await visitor.press('Read the note');
    expect(await visitor.text()).toBe('later');
  });

  it('is told when the server is up but can not answer', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('soon');
    const META = '**/api/v1/note/*/meta';
    const json = { message: 'unavailable', code: 'unavailable', request_id: 'r' };
    await visitor.page.route(META, (route) => route.fulfill({ status: 503, json }), { times: 1 });
    await visitor.open(link);
    await visitor.sees("The server can't answer right now");
    await visitor.press('Try again');
    await visitor.press('Read the note');
    expect(await visitor.text()).toBe('soon');
  });
});
