import type { FastifyInstance } from 'fastify';
import { InvalidRequestError } from './http.errors.js';
import { isNestedDeeperThan } from './json-depth.js';

/** Far more than any body of the API needs. */
const MAX_DEPTH = 32;

/**
 * Parses JSON bodies, and no others: a form or text/plain, which a foreign page can send without asking, is a 415.
 * Bytes that are not UTF-8 are refused; the parser that comes with Fastify would replace them silently.
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    if (isNestedDeeperThan(MAX_DEPTH, body)) {
      return done(
        new InvalidRequestError([{ path: '', message: `must not be nested deeper than ${MAX_DEPTH}` }]),
      );
    }
    try {
      done(null, JSON.parse(decoder.decode(body)));
    } catch {
      done(new InvalidRequestError([{ path: '', message: 'the body must be JSON in UTF-8' }]));
    }
  });
}
