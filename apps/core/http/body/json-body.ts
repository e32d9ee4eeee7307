import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '#libs/config';
import { frameworkErrors, InvalidRequestError } from '../http.errors.js';
import { rateLimitKey } from '../requests/rate-limit-key.js';
import { bodyLimitBytes } from './body-limit.js';
import { BodyMemory, bodyMemoryLimits } from './body-memory.js';
import { countMembers, isNestedDeeperThan } from './json-structure.js';
import { readBody } from './read-body.js';

const MAX_DEPTH = 32;
/** Both are in use for one-click unsubscription (RFC 8058). */
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const MAX_FORM_BYTES = 4_096;
const notCounted = () => null;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Rejects forms, except on routes with `@AcceptsForms`, and text/plain, which another site can send without a preflight, and invalid UTF-8. */
export function acceptJsonOnly(fastify: FastifyInstance, { notes, rateLimit }: Config): void {
  const limit = bodyLimitBytes(notes.maxBytes);
  const memory = new BodyMemory(bodyMemoryLimits(limit, rateLimit.enabled));
  const responses = new WeakMap<FastifyRequest, ServerResponse>();
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    responses.set(request, reply.raw);
    done();
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', (request: FastifyRequest, _payload, done) => {
    const client = rateLimitKey(request);
    let held = 0;
    responses.get(request)?.once('close', () => memory.release(client, held));
    const count = (bytes: number) => {
      held += bytes;
      return memory.add(client, bytes);
    };
    readBody(request.raw, limit, count, (error, body) => {
      if (body === undefined || body.length === 0) return done(error);
      const { problem, value } = parseJson(body);
      done(problem === undefined ? null : invalidBody(problem), value);
    });
  });
  fastify.addContentTypeParser(FORMS, (request: FastifyRequest, _payload, done) => {
    if (request.routeOptions.config.acceptsForms !== true) return done(frameworkErrors.get(415) ?? null);
    readBody(request.raw, MAX_FORM_BYTES, notCounted, (error) => done(error));
  });
}

function parseJson(body: Buffer): { problem?: string; value?: unknown } {
  if (isNestedDeeperThan(MAX_DEPTH, body)) return { problem: `must not be nested deeper than ${MAX_DEPTH}` };
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch {
    return { problem: 'the body must be JSON in UTF-8' };
  }
  // No request has nested objects.
  if (countMembers(body) > Object.keys(Object(value)).length) return { problem: 'must not repeat a field' };
  return { value };
}

const invalidBody = (message: string) => new InvalidRequestError([{ path: '', message }]);
