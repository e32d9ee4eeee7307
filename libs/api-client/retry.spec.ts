import { describe, expect, it } from 'vitest';
import { acknowledgeWithRetry, createNotesClient, randomKey, readWithRetry } from './index.js';
import { respond, cutResponse, cutConnection, scriptedServer, type Step } from './testing/scripted-server.js';

const note = {
  slug: 'a',
  content: 'c',
  keep_before_expiration: false,
  has_password: false,
  created_at: '2026-11-20T20:00:00.000Z',
};

/** Clock that advances only during waits. */
function pausedClock() {
  const waitedMs: number[] = [];
  let nowMs = 1_000_000;
  return {
    waitedMs,
    now: () => nowMs,
    wait: (delayMs: number, signal?: AbortSignal) => {
      waitedMs.push(delayMs);
      nowMs += delayMs;
      signal?.throwIfAborted();
      return Promise.resolve();
    },
  };
}

const forever = (step: Step): Step[] => Array.from({ length: 40 }, () => step);

describe('readWithRetry', () => {
  it('reads the note despite cut connections and restarts, with one read key', async () => {
    const failures = [
      cutConnection,
      cutResponse,
      ...[500, 502, 503, 504, 408].map((status) => respond(status)),
    ];
    await using server = await scriptedServer(...failures, respond(200, note));
    const { waitedMs, ...clock } = pausedClock();
    const readKey = randomKey();
    const retries: [number, string][] = [];
    const opened = await readWithRetry(createNotesClient(server), 'a', {
      password: 'proof',
      linkProof: 'link',
      readKey,
      onRetry: ({ attempt, error }) => retries.push([attempt, error.code]),
      ...clock,
    });

    expect(opened).toEqual(note);
    expect(server.received).toHaveLength(8);
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key']))).toEqual(
      new Set([readKey]),
    );
    const sent = '{"password":"proof","link_proof":"link"}';
    expect(new Set(server.received.map(({ body }) => body))).toEqual(new Set([sent]));
    expect(waitedMs).toEqual([200, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(retries.slice(0, 3)).toEqual([
      [1, 'network.failed'],
      [2, 'network.failed'],
      [3, 'http.500'],
    ]);
  });

  it.each([
    ['cut connections', cutConnection, { name: 'NetworkError' }],
    ['503', respond(503), { status: 503 }],
  ])('retries after %s until the lease would be over, then throws the last error', async (_, step, error) => {
    await using server = await scriptedServer(...forever(step));
    const { waitedMs, ...clock } = pausedClock();
    const read = readWithRetry(createNotesClient(server), 'a', { readKey: 'key', ...clock });
    await expect(read).rejects.toMatchObject(error);
    const sumMs = waitedMs.reduce((sum, delayMs) => sum + delayMs);
    expect(sumMs).toBeLessThan(60_000);
    expect(sumMs).toBeGreaterThan(55_000);
    expect(server.received).toHaveLength(waitedMs.length + 1);
  });

  it('respects the lease of the instance', async () => {
    await using server = await scriptedServer(...forever(respond(503)));
    const client = createNotesClient(server);
    const { waitedMs, ...clock } = pausedClock();
    await expect(readWithRetry(client, 'a', { readKey: 'key', leaseMs: 2_000, ...clock })).rejects.toThrow(
      '503',
    );
    expect(waitedMs).toEqual([200, 500, 1_000]);
    await expect(readWithRetry(client, 'a', { readKey: 'key', leaseMs: 0, ...clock })).rejects.toThrow('503');
    expect(waitedMs).toHaveLength(3);
  });

  it.each([400, 404, 410, 413, 429])('does not retry after status %i', async (status) => {
    await using server = await scriptedServer(respond(status, { code: 'some.code' }));
    const clock = pausedClock();
    const read = readWithRetry(createNotesClient(server), 'a', { readKey: 'key', ...clock });
    await expect(read).rejects.toMatchObject({ status, code: 'some.code' });
    expect(clock.waitedMs).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it('waits for the time in Retry-After', async () => {
    await using server = await scriptedServer(respond(503, '', { 'retry-after': '7' }), respond(200, note));
    const clock = pausedClock();
    await readWithRetry(createNotesClient(server), 'a', { readKey: 'key', ...clock });
    expect(clock.waitedMs).toEqual([7_000]);
  });

  it('stops between two attempts when its caller aborts', async () => {
    await using server = await scriptedServer(cutConnection, respond(200, note));
    const givingUp = new AbortController();
    const read = readWithRetry(createNotesClient(server), 'a', {
      readKey: 'key',
      signal: givingUp.signal,
      onRetry: () => givingUp.abort(new Error('page left')),
    });
    await expect(read).rejects.toThrow('page left');
    expect(server.received).toHaveLength(1);
  });

  it('throws a programming error at once', async () => {
    const mistake = new TypeError('a bug');
    const clock = pausedClock();
    const client = { read: () => Promise.reject(mistake) };
    await expect(readWithRetry(client, 'a', { readKey: 'key', ...clock })).rejects.toBe(mistake);
    expect(clock.waitedMs).toEqual([]);
  });
});

describe('acknowledgeWithRetry', () => {
  it('retries with the same key until the server confirms', async () => {
    await using server = await scriptedServer(cutConnection, respond(503), respond(204));
    const clock = pausedClock();
    await acknowledgeWithRetry(createNotesClient(server), 'a', { readKey: 'key', ...clock });
    const keys = server.received.map(({ path, headers }) => [path, headers['idempotency-key']]);
    expect(keys).toEqual(Array.from({ length: 3 }, () => ['/api/v1/note/a/ack', 'key']));
    expect(clock.waitedMs).toEqual([200, 500]);
  });

  it('does not retry after a 404, because the lease is over and the content erased', async () => {
    await using server = await scriptedServer(respond(404));
    const acknowledge = acknowledgeWithRetry(createNotesClient(server), 'a', {
      readKey: 'key',
      ...pausedClock(),
    });
    await expect(acknowledge).rejects.toMatchObject({ status: 404 });
    expect(server.received).toHaveLength(1);
  });
});
