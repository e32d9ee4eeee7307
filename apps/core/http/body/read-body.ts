import type { IncomingMessage } from 'node:http';
import { InvalidRequestError, requestTooLargeError } from '../http.errors.js';

/**
 * @param count returns an error if the bytes exceed a limit of all bodies
 * @param done called once, without a promise, which would cost each request several
 */
export function readBody(
  stream: IncomingMessage,
  limitBytes: number,
  count: (bytes: number) => Error | null,
  done: (error: Error | null, body?: Buffer) => void,
): void {
  let body: Buffer | undefined;
  let receivedBytes = 0;
  const stop = (error: Error) => {
    stream.off('data', collect).off('end', finish).off('error', fail);
    // The rest is discarded, so that a client which sends everything first still gets the response.
    stream.resume();
    done(error);
  };
  const collect = (chunk: Buffer) => {
    if (receivedBytes + chunk.length > limitBytes) return stop(requestTooLargeError);
    const error = count(chunk.length);
    if (error !== null) return stop(error);
    // Most bodies are one chunk. Of several, one buffer: a chunk of one byte takes a hundred times as much memory.
    body = body === undefined ? chunk : appended(body, receivedBytes, chunk);
    receivedBytes += chunk.length;
  };
  const fail = () => stop(new InvalidRequestError([{ path: '', message: 'the body is incomplete' }]));
  const finish = () => done(null, body?.subarray(0, receivedBytes) ?? Buffer.alloc(0));
  if (Number(stream.headers['content-length'] ?? 0) > limitBytes) return stop(requestTooLargeError);
  stream.on('data', collect).once('end', finish).once('error', fail);
}

function appended(body: Buffer, usedBytes: number, chunk: Buffer): Buffer {
  const larger = withSpaceFor(body, usedBytes, chunk.length);
  chunk.copy(larger, usedBytes);
  return larger;
}

function withSpaceFor(buffer: Buffer, usedBytes: number, moreBytes: number): Buffer {
  if (usedBytes + moreBytes <= buffer.length) return buffer;
  const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, usedBytes + moreBytes));
  buffer.copy(larger, 0, 0, usedBytes);
  return larger;
}
