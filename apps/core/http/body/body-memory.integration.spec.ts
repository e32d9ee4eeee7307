import { connect, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';

const BODY_BYTES = 3_100_000;
const app = await createTestApp({ environment: { RATELIMIT_ENABLED: 'true', RATELIMIT_BURST: '1000' } });
const server = await app.listen();
afterAll(() => app.close());

const body = Buffer.from(JSON.stringify({ content: 'x', filler: '' }).padEnd(BODY_BYTES));
const HEAD = `POST /api/v1/note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${BODY_BYTES}\r\n\r\n`;

/** Sends all but the last byte. */
function withhold(localAddress: string) {
  const { hostname, port } = new URL(server.address);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  let response = '';
  socket.on('data', (chunk: Buffer) => (response += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(HEAD);
  socket.write(body.subarray(0, -1));
  return { socket, status: () => Number(response.split(' ')[1]) || null };
}

function withholdMany(count: number, addressOf: (index: number) => string) {
  const requests = Array.from({ length: count }, (_, index) => withhold(addressOf(index)));
  const rejected = () => requests.filter(({ socket, status }) => socket.destroyed || status() !== null);
  return { requests, rejected };
}

const close = (requests: { socket: Socket }[]) => {
  for (const { socket } of requests) socket.destroy();
};

describe('request bodies that are sent slowly', () => {
  it('of one client take at most 16 MiB, and those of others are accepted', async () => {
    const { requests, rejected } = withholdMany(40, () => '127.0.5.1');
    await expect.poll(() => rejected().length).toBeGreaterThanOrEqual(35);
    expect(new Set(rejected().map(({ status }) => status()))).toEqual(new Set([429]));
    expect((await app.createNote({ content: 'x'.repeat(1_000_000) })).slug).toBeTruthy();
    close(requests);
  });

  it('of all clients take at most 64 MiB, which are available again when they end', async () => {
    const { requests, rejected } = withholdMany(40, (index) => `127.0.6.${Math.floor(index / 4)}`);
    await expect.poll(() => rejected().length).toBeGreaterThanOrEqual(19);
    expect(new Set(rejected().map(({ status }) => status()))).toEqual(new Set([503]));
    close(requests);
    const create = () => server.post('/api/v1/note', { content: 'x'.repeat(1_000_000) });
    await expect.poll(create).toMatchObject({ status: 201 });
  });
});
