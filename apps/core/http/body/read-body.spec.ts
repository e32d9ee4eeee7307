import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.js';

const LIMIT = 100_000;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

function usedMemory(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function receive(count: (bytes: number) => Error | null = () => null) {
  const message = new IncomingMessage(new Socket());
  const body = new Promise<Buffer>((resolve, reject) => {
    readBody(message, LIMIT, count, (error, received) => {
      if (received === undefined) reject(error);
      else resolve(received);
    });
  });
  return { message, body };
}

describe('reading of a request body', () => {
  it.each([[[]], [['']], [['a']], [['ab', 'c', 'defghijklm', 'n']], [['x'.repeat(LIMIT)]]])(
    'joins its chunks and counts their bytes (%#)',
    async (chunks) => {
      let counted = 0;
      const { message, body } = receive((bytes) => {
        counted += bytes;
        return null;
      });
      for (const chunk of chunks) message.push(Buffer.from(chunk));
      message.push(null);
      expect((await body).toString()).toBe(chunks.join(''));
      expect(counted).toBe(chunks.join('').length);
    },
  );

  it('uses little more memory for chunks of one byte', async () => {
    const { message, body } = receive();
    const before = usedMemory();
    for (let sent = 0; sent < LIMIT; sent += 1) message.push(Buffer.from('x'));
    await setImmediate();
    expect(usedMemory() - before).toBeLessThan(20 * LIMIT);
    message.push(null);
    expect((await body).length).toBe(LIMIT);
  });

  it('stops at the limit', async () => {
    const { message, body } = receive();
    message.push(Buffer.alloc(LIMIT));
    message.push(Buffer.alloc(1));
    await expect(body).rejects.toMatchObject({ code: 'request.too_large' });
  });

  it('stops if the count fails, and discards the rest', async () => {
    const { message, body } = receive(() => new Error('full'));
    message.push(Buffer.alloc(10));
    await expect(body).rejects.toThrow('full');
    message.push(Buffer.alloc(LIMIT + 1));
    message.push(null);
    await expect.poll(() => message.readableEnded).toBe(true);
  });

  it('fails if the connection breaks', async () => {
    const { message, body } = receive();
    message.push(Buffer.alloc(10));
    message.destroy(new Error('aborted'));
    await expect(body).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
