import type { IncomingMessage } from 'node:http';
import { InvalidRequestError, requestTooLargeError } from '../http.errors.js';

export function readBody(
  stream: IncomingMessage,
  limitBytes: number,
  count: (bytes: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One buffer, since a chunk of one byte takes a hundred times as much memory.
    let body: Buffer = Buffer.alloc(0);
    let receivedBytes = 0;
    const stop = (error: unknown) => {
      stream.off('data', collect).off('end', finish).off('error', fail);
      // The rest is discarded, so that a client which sends everything first still gets the response.
      stream.resume();
      reject(error);
    };
    const collect = (chunk: Buffer) => {
      if (receivedBytes + chunk.length > limitBytes) return stop(requestTooLargeError);
      try {
        count(chunk.length);
        body = withSpaceFor(body, receivedBytes, chunk.length);
        receivedBytes += chunk.copy(body, receivedBytes);
      } catch (error) {
        stop(error);
      }
    };
    const fail = () => stop(new InvalidRequestError([{ path: '', message: 'the body is incomplete' }]));
    const finish = () => resolve(body.subarray(0, receivedBytes));
    if (Number(stream.headers['content-length'] ?? 0) > limitBytes) return stop(requestTooLargeError);
    stream.on('data', collect).once('end', finish).once('error', fail);
  });
}

function withSpaceFor(buffer: Buffer, usedBytes: number, moreBytes: number): Buffer {
  if (usedBytes + moreBytes <= buffer.length) return buffer;
  const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, usedBytes + moreBytes));
  buffer.copy(larger, 0, 0, usedBytes);
  return larger;
}
