import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { errorResponses, isErrorCode, type ErrorCode } from '../http/error-responses.js';
import { errorSchema, ERRORS_EXTENSION } from '../http/openapi.js';
import { READERS_EXTENSION, STATUS_EXTENSION } from '../http/route-options.js';
import { headerComponents, responseHeaders } from './document-headers.js';
import { jsonSchemaOf } from './json-schema.js';

type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
type Response = NonNullable<Operation['responses'][string]>;

const extensionSchema = z.array(z.custom<ErrorCode>(isErrorCode));

interface Route {
  path: string;
  method: string;
  operation: Operation;
}

/** Adds a response for each status that a route can return, with the error codes of that status. */
export function documentErrors(document: OpenAPIObject): void {
  const shared: Record<string, Response> = {};
  for (const route of routesOf(document)) {
    const { operation } = route;
    operation.security ??= [];
    for (const response of Object.values(operation.responses)) {
      if (response !== undefined && 'description' in response) response.headers = responseHeaders();
    }
    for (const [status, codes] of errorsByStatus(route)) {
      operation.responses[status] ??= referenceOr(shared, errorResponse(status, codes), codes);
    }
    if (onlyRedirects(operation))
      operation.responses.default = { description: 'Error of a server in between.' };
  }
  const { components } = document;
  const schemas = Object.assign(components?.schemas ?? {}, jsonSchemaOf(errorSchema, 'output').components);
  document.components = { ...components, schemas, responses: shared, headers: headerComponents };
}

function routesOf({ paths }: OpenAPIObject): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
}

function errorsByStatus(route: Route): Map<number, ErrorCode[]> {
  const { own, statuses, servesReaders } = takeExtensions(route.operation);
  if (!servesReaders) own.push('policy.read_only');
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...new Set([...own, ...sharedErrors(route)])].toSorted()) {
    const status = statuses.get(code) ?? errorResponses[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function onlyRedirects({ responses }: Operation): boolean {
  return !Object.keys(responses).some((status) => status.startsWith('2'));
}

const BEARER_ERRORS: ErrorCode[] = ['auth.unauthorized', 'api_key.network', 'api_key.scope'];

function sharedErrors({ path, method, operation }: Route): ErrorCode[] {
  const codes: ErrorCode[] = ['request.invalid', 'request.timeout', 'request.headers_too_large', 'internal'];
  if (path.startsWith('/api/')) codes.push('keys.wrong', 'request.rate_limited', 'unavailable');
  if (path.includes('{')) codes.push('request.address_too_long');
  if (method !== 'get') codes.push('request.cross_site', 'request.too_large', 'request.media_type');
  if (operation.security?.some((scheme) => 'bearer' in scheme) === true) codes.push(...BEARER_ERRORS);
  return codes;
}

function takeExtensions(operation: Operation) {
  const statuses = new Map<string, number>();
  let own: ErrorCode[] = [];
  let servesReaders = false;
  for (const [name, value] of Object.entries(operation)) {
    if (name.startsWith(STATUS_EXTENSION)) statuses.set(name.slice(STATUS_EXTENSION.length), Number(value));
    else if (name === READERS_EXTENSION) servesReaders = true;
    else if (name === ERRORS_EXTENSION) own = extensionSchema.parse(value);
    else continue;
    Reflect.deleteProperty(operation, name);
  }
  return { own, statuses, servesReaders };
}

function referenceOr(shared: Record<string, Response>, response: Response, codes: ErrorCode[]): Response {
  const [name = ''] = codes;
  if (codes.length > 1) return response;
  shared[name] ??= response;
  return { $ref: `#/components/responses/${name}` };
}

function errorResponse(status: number, codes: ErrorCode[]): Response {
  const names = [...new Set(codes.map((code) => errorResponses[code].code ?? code))];
  const code = { type: 'string', enum: names };
  return {
    description: `${STATUS_CODES[status]}: ${names.map((name) => `\`${name}\``).join(', ')}.`,
    headers: responseHeaders(status),
    content: {
      'application/json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Error' }, { type: 'object', properties: { code } }],
        },
      },
    },
  };
}
