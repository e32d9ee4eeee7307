import { describe, expect, it } from 'vitest';
import { useProduct } from '../support/use-product.js';

describe('a server with narrow limits', () => {
  const product = useProduct({ NOTE_MAX_BYTES: '4096' });

  it('has the page say how much too long the note is, and send nothing', async () => {
    const visitor = await product().visitor();
    await visitor.compose('x'.repeat(5_000));
    await visitor.reads(/about [\d,]+ characters too long/);
    await visitor.field('Your note').press('Control+Enter');
    await visitor.field('Your note').fill('x'.repeat(2_900));
    await visitor.reads(/about [\d,]+ characters left/);
    await visitor.press('Create link');
    await visitor.link();
    expect(await product().database.query('SELECT slug FROM note')).toHaveLength(1);
  });

  it('has the page of a note say that there were too many requests, and not that there is no note', async () => {
    const visitor = await product().visitor();
    const link = await visitor.write('in a moment');
    const json = { message: 'too many requests', code: 'request.rate_limited', request_id: 'r' };
    const answer = { status: 429, headers: { 'retry-after': '1' }, json };
    await visitor.page.route('**/api/v1/note/*/meta', (route) => route.fulfill(answer), { times: 1 });
    await visitor.open(link);
    await visitor.sees('Too many requests from your network');
    await visitor.press('Try again');
    await visitor.press('Read the note');
    expect(await visitor.text()).toBe('in a moment');
  });
});
