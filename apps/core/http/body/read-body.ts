import type { IncomingMessage } from 'node:http';
import { InvalidRequestError, requestTooLargeError } from '../http.errors.js';

export function readBody(
  stream: IncomingMessage,
  limitBytes: number,
  count: (bytes: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let receivedBytes = 0;
    const stop = (error: unknown) => {
      stream.off('data', collect).off('end', finish).off('error', fail);
      // The rest is discarded, so that a client which sends everything first still gets the response.
      stream.resume();
      reject(error);
    };
    const collect = (chunk: Buffer) => {
      receivedBytes += chunk.length;
      if (receivedBytes > limitBytes) return stop(requestTooLargeError);
      try {
        count(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        stop(error);
      }
    };
    const fail = () => stop(new InvalidRequestError([{ path: '', message: 'the body is incomplete' }]));
    const finish = () => resolve(Buffer.concat(chunks));
    if (Number(stream.headers['content-length'] ?? 0) > limitBytes) return stop(requestTooLargeError);
    stream.on('data', collect).once('end', finish).once('error', fail);
  });
}
