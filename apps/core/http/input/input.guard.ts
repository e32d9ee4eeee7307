import {
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
  type INestApplicationContext,
} from '@nestjs/common';
import { GUARDS_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { distance } from 'fastest-levenshtein';
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

interface Part {
  schema: z.ZodType | null;
  fields: readonly string[];
}

interface RouteInput {
  body: Part;
  /** Null if the route accepts any. */
  query: Part | null;
}

export const AcceptsAnyQuery = () => SetMetadata(ANY_QUERY, true);

/**
 * Validates body and query by the schemas of the parameters, and rejects what no schema names: a protection that is lost
 * to a typing mistake must not go unnoticed. A guard, since pipes and interceptors cost promises for each parameter.
 */
class InputGuard implements CanActivate {
  private readonly inputs = new WeakMap<object, RouteInput>();

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { body, query } = this.inputOf(context);
    const details = [
      ...(query === null ? [] : unknownFields(request.query, query.fields)),
      ...unknownFields(request.body, body.fields),
      ...misspeltHeaders(request),
    ];
    if (details.length > 0) throw new InvalidRequestError(details.slice(0, MAX_REPORTED));
    if (query !== null) request.query = parsed(request.query, query);
    request.body = parsed(request.body, body);
    return true;
  }

  private inputOf(context: ExecutionContext): RouteInput {
    const handler = context.getHandler();
    const known = this.inputs.get(handler) ?? routeInput(context);
    this.inputs.set(handler, known);
    return known;
  }
}

const inputGuard = new InputGuard();

/** Checks the input of each route after the other guards of the route, so that it reveals nothing to those they reject. */
export function checkInputLast(app: INestApplicationContext): void {
  const scanner = new MetadataScanner();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      const prototype: object = metatype?.prototype ?? {};
      for (const name of scanner.getAllMethodNames(prototype)) appendGuard(Reflect.get(prototype, name));
    }
  }
}

/** Each app of a process shares the classes of the controllers. */
function appendGuard(handler: object): void {
  const guards: unknown[] = Reflect.getMetadata(GUARDS_METADATA, handler) ?? [];
  if (guards.includes(inputGuard)) return;
  Reflect.defineMetadata(GUARDS_METADATA, [...guards, inputGuard], handler);
}

function parsed(value: unknown, { schema }: Part): unknown {
  if (schema === null) return value;
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const details = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  throw new InvalidRequestError(details);
}

const parameters = z.record(z.string(), z.looseObject({ schema: z.instanceof(z.ZodType).optional() }));

function routeInput(context: ExecutionContext): RouteInput {
  const handler = context.getHandler();
  const found: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name);
  const declared = Object.entries(parameters.parse(found ?? {}));
  const of = (type: RouteParamtypes): Part => {
    const schema = declared.find(([key]) => key.startsWith(`${type}:`))?.[1].schema ?? null;
    return { schema, fields: schema instanceof z.ZodObject ? Object.keys(schema.shape) : [] };
  };
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

/** Header names that resemble no known one; bounded, since clients choose them. */
const harmlessHeaders = new Set<string>();
const MAX_HARMLESS = 1_000;

/** Proxies add headers of their own, so only those that resemble a known one are mistakes. */
function misspeltHeaders({ headers }: FastifyRequest): Detail[] {
  const details: Detail[] = [];
  for (const path in headers) {
    if (harmlessHeaders.has(path)) continue;
    const meant = Object.entries(MISTAKES).find(([name, mistakes]) => isMisspelt(path, name, mistakes));
    if (meant !== undefined) details.push({ path, message: `unknown header, did you mean "${meant[0]}"?` });
    else if (harmlessHeaders.size < MAX_HARMLESS) harmlessHeaders.add(path);
  }
  return details;
}

function isMisspelt(name: string, known: string, maxMistakes: number): boolean {
  if (name === known || Math.abs(name.length - known.length) > maxMistakes) return false;
  return distance(name, known) <= maxMistakes;
}
