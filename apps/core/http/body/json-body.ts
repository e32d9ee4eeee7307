import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '#libs/config';
import { InvalidRequestError } from '../http.errors.js';
import { rateLimitKey } from '../requests/rate-limit-key.js';
import { bodyLimitBytes } from './body-limit.js';
import { BodyMemory, bodyMemoryLimits } from './body-memory.js';
import { countMembers, isNestedDeeperThan } from './json-structure.js';
import { readBody } from './read-body.js';

const MAX_DEPTH = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Rejects forms and text/plain, which another site can send without a preflight, and invalid UTF-8. */
export function acceptJsonOnly(fastify: FastifyInstance, { notes, rateLimit }: Config): void {
  const limit = bodyLimitBytes(notes.maxBytes);
  const memory = new BodyMemory(bodyMemoryLimits(limit, rateLimit.enabled));
  const responses = new WeakMap<FastifyRequest, ServerResponse>();
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    responses.set(request, reply.raw);
    done();
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', async (request: FastifyRequest) => {
    const client = rateLimitKey(request);
    let held = 0;
    responses.get(request)?.once('close', () => memory.release(client, held));
    const body = await readBody(request.raw, limit, (bytes) => {
      held += bytes;
      memory.add(client, bytes);
    });
    return parseJson(body);
  });
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (isNestedDeeperThan(MAX_DEPTH, body)) throw invalidBody(`must not be nested deeper than ${MAX_DEPTH}`);
  const value = parseUtf8Json(body);
  // No request has nested objects.
  if (countMembers(body) > Object.keys(Object(value)).length) throw invalidBody('must not repeat a field');
  return value;
}

function parseUtf8Json(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw invalidBody('the body must be JSON in UTF-8');
  }
}

const invalidBody = (message: string) => new InvalidRequestError([{ path: '', message }]);
