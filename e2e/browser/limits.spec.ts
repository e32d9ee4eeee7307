import { describe, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { useProduct } from '../support/use-product.js';

describe('a server with narrow limits', () => {
  const product = useProduct({
    NOTE_MAX_BYTES: '4096',
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '1',
    RATELIMIT_BURST: '20',
  });

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
    await until('the page is refused', async () => {
      await Promise.all(Array.from({ length: 30 }, () => product().http.get('/api/v1/note/none/meta')));
      await visitor.open('/secret/any#x');
      const heading = await visitor.page.getByRole('heading').textContent();
      return heading === 'Too many requests from your network';
    });
    await visitor.reads('The note is still there. Wait a moment.');
  });
});
