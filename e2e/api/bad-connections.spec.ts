import { describe, expect, it } from 'vitest';
import { createNote } from '../support/notes.js';
import { drip, pour, sendRaw, type RawAnswer } from '../support/raw-http.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';

const MIB = 1_024 * 1_024;
const HEAD = 'POST /api/v1/note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const chunk = (piece: Buffer) =>
  Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);

function expectRefusal(answer: RawAnswer, status: number): void {
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({
    message: expect.any(String),
    code: expect.any(String),
    request_id: expect.any(String),
  });
}

const world = useCore({ NOTE_MAX_BYTES: '65536' });

describe('bodies that are too long', () => {
  it('with a length of 40 MB are refused before they are sent', async () => {
    const answer = await sendRaw(world().core.address, (socket) => {
      socket.write(`${HEAD}connection: close\r\ncontent-length: ${40 * MIB}\r\n\r\n{"content":"`);
    });
    expectRefusal(answer, 413);
  });

  it('of 40 MB in chunks are cut off early', async () => {
    const refusals = () =>
      world()
        .core.log()
        .filter((line) => line['status'] === 413);
    const logged = refusals().length;
    const answer = await sendRaw(world().core.address, async (socket) => {
      socket.write(`${HEAD}connection: close\r\ntransfer-encoding: chunked\r\n\r\n`);
      await pour(socket, 40 * MIB, chunk);
    });
    expect(answer.sentBytes).toBeLessThan(8 * MIB);
    if (answer.status !== null) expectRefusal(answer, 413);
    await until('the refusal is logged', () => refusals().length > logged);
  });

  it('leave the memory flat, a hundred of them', async () => {
    const { core } = world();
    await createNote(core.http);
    const beforeMiB = core.process.memoryMiB();
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          sendRaw(core.address, async (socket) => {
            const chunked = index % 2 === 0;
            socket.write(
              `${HEAD}connection: close\r\n${chunked ? 'transfer-encoding: chunked' : `content-length: ${40 * MIB}`}\r\n\r\n`,
            );
            await pour(socket, 40 * MIB, chunked ? chunk : (piece) => piece);
          }),
        ),
      );
    }
    await until('memory is back', () => core.process.memoryMiB() < beforeMiB + 60);
    expect(core.process.isAlive).toBe(true);
  });
});

const endedAfter = (answer: RawAnswer, seconds: number) => {
  expect(answer.durationMs).toBeGreaterThan((seconds - 2) * 1_000);
  expect(answer.durationMs).toBeLessThan((seconds + 30) * 1_000);
};
const refusedAfter = (answer: RawAnswer, seconds: number) => {
  endedAfter(answer, seconds);
  if (answer.status !== null) expectRefusal(answer, 408);
};

describe('connections that are slow', () => {
  it('are ended in time, whichever way they are slow, and hinder nobody', async () => {
    const { core } = world();
    const slow = Promise.all([
      sendRaw(core.address, (socket) =>
        drip((socket.write('GET /api/ping HTTP/1.1\r\nx-slow: '), socket), 'a', 500),
      ),
      sendRaw(core.address, (socket) => void socket.write('GET /api/ping HTTP/1.1\r\n')),
      sendRaw(core.address, () => undefined),
      sendRaw(
        core.address,
        (socket) => void socket.write('GET /api/ping HTTP/1.1\r\nhost: localhost\r\n\r\n'),
      ),
      sendRaw(core.address, (socket) => void socket.write(`${HEAD}content-length: 1000\r\n\r\n{"content"`)),
      sendRaw(core.address, (socket) =>
        drip((socket.write(`${HEAD}content-length: 1000\r\n\r\n{"content":"`), socket), 'a', 500),
      ),
    ]);
    for (let asked = 0; asked < 50; asked += 1) expect((await core.http.get('/api/ping')).status).toBe(200);
    const [slowHeaders, stuckHeaders, silent, idle, stuckBody, slowBody] = await slow;
    refusedAfter(slowHeaders, 8);
    refusedAfter(stuckHeaders, 8);
    refusedAfter(silent, 10);
    expect(idle.status).toBe(200);
    endedAfter(idle, 10);
    refusedAfter(stuckBody, 10);
    refusedAfter(slowBody, 30);
    expect((await core.direct.get('/health/ready')).status).toBe(200);
  });
});

describe('what is not HTTP, or not quite', () => {
  it.each([
    ['no Host', 400, 'GET /api/ping HTTP/1.1\r\n\r\n'],
    [
      'both a length and chunks',
      400,
      `${HEAD}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /api/ping HTTP/1.1\r\n\r\n`,
    ],
    ['two different lengths', 400, `${HEAD}content-length: 4\r\ncontent-length: 5\r\n\r\nabcde`],
    ['a negative length', 400, `${HEAD}content-length: -1\r\n\r\n`],
    ['an unknown transfer encoding', 400, `${HEAD}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a chunk size that is none', 400, `${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a space before the colon', 400, 'GET /api/ping HTTP/1.1\r\nhost : localhost\r\n\r\n'],
    ['a folded header', 400, 'GET /api/ping HTTP/1.1\r\nhost: localhost\r\nx-a: b\r\n c\r\n\r\n'],
    ['NUL in a header', 400, 'GET /api/ping HTTP/1.1\r\nhost: localhost\r\nx-a: b\0c\r\n\r\n'],
    ['bytes of another protocol', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['an unknown method', 400, 'FETCH /api/ping HTTP/1.1\r\nhost: localhost\r\n\r\n'],
    [
      'huge headers',
      431,
      `GET /api/ping HTTP/1.1\r\nhost: localhost\r\nx-huge: ${'a'.repeat(100_000)}\r\n\r\n`,
    ],
    ['a huge address', 431, `GET /api/${'a'.repeat(100_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`],
    [
      'thousands of headers',
      431,
      `GET /api/ping HTTP/1.1\r\nhost: localhost\r\n${'x-a: b\r\n'.repeat(5_000)}\r\n`,
    ],
  ])('with %s is answered %i in the form of errors, and the connection ends', async (_name, status, text) => {
    const answer = await sendRaw(world().core.address, (socket) => void socket.write(text));
    expectRefusal(answer, status);
    expect((await world().core.http.get('/api/ping')).status).toBe(200);
  });
});
