import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectGrowth, scrape } from '../support/metrics.js';
import type { ProductProcess } from '../support/process.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';

describe('a core that gets a moment every two seconds', () => {
  const world = useCore();

  it('refuses requests, says when to come back, is known to live, and serves again once it has time', async () => {
    const { direct: http, process } = world().core;
    const before = await scrape(process);
    let refusals = 0;
    const ask = async () => {
      const answer = await http.get('/api/ping');
      if (answer.status === 503) refusals += 1;
      return answer;
    };
    const end = starve(process);
    try {
      let refused = await ask();
      await until('requests are refused', async () => {
        refused = await ask();
        return refused.status === 503;
      });
      expect(refused.body).toMatchObject({ code: 'unavailable', message: 'temporarily unavailable' });
      expect(refused.headers['retry-after']).toBe('1');
      expect((await http.get('/health/live')).status).toBe(200);
    } finally {
      await end();
    }
    await until('requests are served again', async () => (await ask()).status === 200);
    await expectGrowth(process, before, { onasty_http_requests_shed_total: refusals });
  });
});

/** Lets the process run for moments only, until the function that this returns is called. */
function starve(process: ProductProcess): () => Promise<void> {
  const end = new AbortController();
  const starving = (async () => {
    while (!end.signal.aborted) {
      process.signal('SIGSTOP');
      await pause(2_000);
      process.signal('SIGCONT');
      await pause(30);
    }
  })();
  return () => {
    end.abort();
    return starving;
  };
}
