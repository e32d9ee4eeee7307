import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { FastifyRequest } from 'fastify';
import { distance } from 'fastest-levenshtein';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { InvalidRequestError } from '../http.errors.js';
import { closestName } from './closest-name.js';

const ANY_QUERY = Symbol('any query');
const MAX_REPORTED = 10;
const MAX_REPORTED_LENGTH = 100;
/** Number of typing mistakes at which a header still resembles a known one. Some proxies add `X-Authorization`. */
const MISTAKES = { authorization: 1, 'idempotency-key': 2, 'x-receipt': 2 };

interface Detail {
  path: string;
  message: string;
}

interface KnownFields {
  body: string[];
  query: string[] | null;
}

export const AcceptsAnyQuery = () => SetMetadata(ANY_QUERY, true);

/** A protection that is lost to a typing mistake must not go unnoticed. Only the schemas of a route make fields known. */
@Injectable()
export class UnknownInputInterceptor implements NestInterceptor {
  private readonly known = new WeakMap<object, KnownFields>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { body, query } = this.fieldsOf(context);
    const details = [
      ...(query === null ? [] : unknownFields(request.query, query)),
      ...unknownFields(request.body, body),
      ...misspeltHeaders(request),
    ];
    if (details.length > 0) throw new InvalidRequestError(details.slice(0, MAX_REPORTED));
    return next.handle();
  }

  private fieldsOf(context: ExecutionContext): KnownFields {
    const handler = context.getHandler();
    const known = this.known.get(handler) ?? knownFields(context);
    this.known.set(handler, known);
    return known;
  }
}

const parameters = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));

function knownFields(context: ExecutionContext): KnownFields {
  const handler = context.getHandler();
  const found: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name);
  const declared = Object.entries(parameters.parse(found ?? {}));
  const of = (type: RouteParamtypes) =>
    declared
      .filter(([key]) => key.startsWith(`${type}:`))
      .flatMap(([, { schema }]) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
  const takesAnyQuery = Reflect.hasMetadata(ANY_QUERY, handler);
  return { body: of(RouteParamtypes.BODY), query: takesAnyQuery ? null : of(RouteParamtypes.QUERY) };
}

function unknownFields(input: unknown, known: readonly string[]): Detail[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.keys(input)
    .filter((name) => !known.includes(name))
    .slice(0, MAX_REPORTED)
    .map((name) => ({
      path: name.slice(0, MAX_REPORTED_LENGTH),
      message: `unknown field, ${hintFor(name, known)}`,
    }));
}

function hintFor(name: string, known: readonly string[]): string {
  const closest = closestName(name, known);
  if (closest !== null) return `did you mean "${closest}"?`;
  return known.length === 0 ? 'none is known here' : `known are ${known.join(', ')}`;
}

/** Proxies add headers of their own, so only those that resemble a known one are mistakes. */
function misspeltHeaders({ headers }: FastifyRequest): Detail[] {
  return Object.keys(headers).flatMap((path) => {
    const meant = Object.entries(MISTAKES).find(([name, mistakes]) => isMisspelt(path, name, mistakes));
    return meant === undefined ? [] : [{ path, message: `unknown header, did you mean "${meant[0]}"?` }];
  });
}

function isMisspelt(name: string, known: string, maxMistakes: number): boolean {
  if (name === known || Math.abs(name.length - known.length) > maxMistakes) return false;
  return distance(name, known) <= maxMistakes;
}
