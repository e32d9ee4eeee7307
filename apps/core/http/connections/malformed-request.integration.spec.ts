import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { drip, pour, sendRaw, type RawResponse } from '../../testing/raw-http.js';

const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '65536' } });
const server = await app.listen();
afterAll(() => app.close());
const MIB = 1_024 * 1_024;
const HEAD = 'POST /api/v1/note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const chunk = (piece: Buffer) =>
  Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);

const memoryMiB = () => process.memoryUsage().rss / MIB;

function expectRejected(response: RawResponse, status: number): void {
  expect(response.status).toBe(status);
  expect(response.body).toMatchObject({
    message: expect.any(String),
    code: expect.any(String),
    request_id: expect.any(String),
  });
}

describe('oversized body', () => {
  it('with a Content-Length of 40 MB is rejected before it is sent', async () => {
    const response = await sendRaw(server.address, (socket) => {
      socket.write(`${HEAD}connection: close\r\ncontent-length: ${40 * MIB}\r\n\r\n{"content":"`);
    });
    expectRejected(response, 413);
  });

  it('of 40 MB in chunks is cut off early', async () => {
    const refusals = () => app.log().filter((line) => line['status'] === 413);
    const logged = refusals().length;
    const response = await sendRaw(server.address, async (socket) => {
      socket.write(`${HEAD}connection: close\r\ntransfer-encoding: chunked\r\n\r\n`);
      await pour(socket, 40 * MIB, chunk);
    });
    expect(response.sentBytes).toBeLessThan(8 * MIB);
    if (response.status !== null) expectRejected(response, 413);
    await expect.poll(() => refusals().length).toBeGreaterThan(logged);
  });

  it('does not grow memory, a hundred times', async () => {
    await app.createNote();
    const beforeMiB = memoryMiB();
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          sendRaw(server.address, async (socket) => {
            const chunked = index % 2 === 0;
            socket.write(
              `${HEAD}connection: close\r\n${chunked ? 'transfer-encoding: chunked' : `content-length: ${40 * MIB}`}\r\n\r\n`,
            );
            await pour(socket, 40 * MIB, chunked ? chunk : (piece) => piece);
          }),
        ),
      );
    }
    await expect.poll(memoryMiB).toBeLessThan(beforeMiB + 60);
  });
});

const endedAfter = (response: RawResponse, seconds: number) => {
  expect(response.durationMs).toBeGreaterThan((seconds - 2) * 1_000);
  expect(response.durationMs).toBeLessThan((seconds + 30) * 1_000);
};
const refusedAfter = (response: RawResponse, seconds: number) => {
  endedAfter(response, seconds);
  if (response.status !== null) expectRejected(response, 408);
};

describe('slow connection', () => {
  it('is closed after its timeout and delays no other request', async () => {
    const slow = Promise.all([
      sendRaw(server.address, (socket) =>
        drip((socket.write('GET /api/ping HTTP/1.1\r\nx-slow: '), socket), 'a', 500),
      ),
      sendRaw(server.address, (socket) => void socket.write('GET /api/ping HTTP/1.1\r\n')),
      sendRaw(server.address, () => undefined),
      sendRaw(
        server.address,
        (socket) => void socket.write('GET /api/ping HTTP/1.1\r\nhost: localhost\r\n\r\n'),
      ),
      sendRaw(server.address, (socket) => void socket.write(`${HEAD}content-length: 1000\r\n\r\n{"content"`)),
      sendRaw(server.address, (socket) =>
        drip((socket.write(`${HEAD}content-length: 1000\r\n\r\n{"content":"`), socket), 'a', 500),
      ),
    ]);
    for (let sent = 0; sent < 50; sent += 1) expect((await server.get('/api/ping')).status).toBe(200);
    const [slowHeaders, stuckHeaders, silent, idle, stuckBody, slowBody] = await slow;
    refusedAfter(slowHeaders, 8);
    refusedAfter(stuckHeaders, 8);
    refusedAfter(silent, 10);
    expect(idle.status).toBe(200);
    endedAfter(idle, 10);
    refusedAfter(stuckBody, 10);
    refusedAfter(slowBody, 30);
    expect((await server.get('/health/ready')).status).toBe(200);
  });
});

describe('malformed request', () => {
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
  ])('with %s gets an error response %i, and the connection is closed', async (_name, status, text) => {
    const response = await sendRaw(server.address, (socket) => void socket.write(text));
    expectRejected(response, status);
    expect((await server.get('/api/ping')).status).toBe(200);
  });
});
