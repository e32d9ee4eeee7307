import type { FastifyInstance } from 'fastify';
import { InvalidRequestError } from '../http.errors.js';
import { isNestedDeeperThan } from './json-depth.js';

const MAX_DEPTH = 32;

/** Rejects forms and text/plain, which another site can send without a preflight, and invalid UTF-8. */
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
