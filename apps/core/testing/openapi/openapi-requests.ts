import * as fc from 'fast-check';
import type { TestRequest } from '../http-client.js';
import { resolved, type OpenApiDocument, type Operation, type Schema } from './openapi.js';

export interface Known {
  slugs: string[];
  ownSlugs: string[];
  keys: string[];
  receipts: string[];
  accessTokens: string[];
}

export interface FuzzedRequest {
  operation: Operation;
  path: string;
  options: TestRequest;
}

const MAX_OPTIONAL_FIELDS = 3;

const JUNK_TEXT = [
  '',
  '\0',
  '\ud800',
  'null',
  '__proto__',
  '../..',
  '\r\nx: y',
  '🦆'.repeat(50),
  'a'.repeat(300),
];
const JUNK_SEGMENTS = ['%00', '%ff', '%', '..', '%2f', '%0d%0a', 'a'.repeat(300), '__proto__', '*', ':slug'];

const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(...JUNK_TEXT, null, true, -1, 1e308, [], {}, [[[[]]]], {
    __proto__: null,
    constructor: 1,
  }),
  fc.string({ unit: 'binary', maxLength: 50 }),
);

/** Requests of one operation: most valid, the others with one invalid part or entirely random. */
export function requestsOf(
  operation: Operation,
  document: OpenApiDocument,
  known: Known,
): fc.Arbitrary<FuzzedRequest> {
  return fc
    .record({
      slug: fc.oneof(
        { weight: operation.needsSession ? 0 : 5, arbitrary: pickFrom(() => known.slugs) },
        { weight: operation.takesSession ? 5 : 0, arbitrary: pickFrom(() => known.ownSlugs) },
        {
          weight: 1,
          arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(encodeURIComponent),
        },
        { weight: 1, arbitrary: fc.constantFrom(...JUNK_SEGMENTS) },
      ),
      headers: headersOf(operation, known),
      authorization: fc.oneof(
        { weight: 3, arbitrary: pickFrom(() => known.accessTokens).map((token) => `Bearer ${token}`) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }) },
        { weight: operation.needsSession ? 0 : 4, arbitrary: fc.constant(undefined) },
      ),
      sent: bodyOf(operation, document),
    })
    .map(({ slug, headers, authorization, sent }) => ({
      operation,
      path: operation.path.replace(/\{\w+\}/, () => slug),
      options: {
        ...sent,
        headers: {
          ...sent.headers,
          ...headers,
          ...(operation.takesSession && authorization !== undefined && { authorization }),
        },
      },
    }));
}

function pickFrom(pool: () => string[]): fc.Arbitrary<string> {
  return fc.nat().map((number) => {
    const found = pool();
    return found[number % Math.max(1, found.length)] ?? 'none-yet';
  });
}

function headersOf(operation: Operation, known: Known): fc.Arbitrary<Record<string, string>> {
  const names = operation.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });
  const values = names.map((name) =>
    fc.oneof(
      { weight: 4, arbitrary: pickFrom(() => (name === 'X-Receipt' ? known.receipts : known.keys)) },
      { weight: 1, arbitrary: printable },
      { weight: 2, arbitrary: fc.constant(undefined) },
    ),
  );
  return fc.tuple(...values).map((chosen) => {
    const given = names.flatMap((name, index) => {
      const value = chosen[index];
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(given);
  });
}

function bodyOf(operation: Operation, document: OpenApiDocument): fc.Arbitrary<TestRequest> {
  if (operation.bodySchema === undefined) return fc.constant({});
  const valid = valuesOf(operation.bodySchema, document);
  const broken = fc.tuple(valid, fc.nat(), junk).map(([body, place, value]) => brokenAt(body, place, value));
  const raw = fc.string({ unit: 'binary', maxLength: 200 });
  const types = fc.constantFrom('application/json', 'text/plain', 'application/json;charset=x', '');
  return fc.oneof(
    { weight: 6, arbitrary: valid.map(asJson) },
    { weight: 3, arbitrary: broken.map(asJson) },
    { weight: 1, arbitrary: junk.map(asJson) },
    {
      weight: 1,
      arbitrary: fc.tuple(raw, types).map(([body, type]) => ({ body, headers: { 'content-type': type } })),
    },
  );
}

function asJson(json: unknown): TestRequest {
  return { json };
}

function brokenAt(body: unknown, place: number, value: unknown): unknown {
  if (typeof body !== 'object' || body === null) return value;
  const names = Object.keys(body);
  const name = names[place % Math.max(1, names.length)];
  return name === undefined ? value : { ...body, [name]: value };
}

export function valuesOf(found: Schema, document: OpenApiDocument): fc.Arbitrary<unknown> {
  const schema = resolved(found, document);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valuesOf(choice, document)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type }, document)));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbersOf(schema);
    case 'null':
      return fc.constant(null);
    case 'string':
      return textsOf(schema);
    case 'object':
      return objectsOf(schema, document);
    case undefined:
    default:
      return fc.jsonValue();
  }
}

function objectsOf(
  { properties = {}, required = [] }: Schema,
  document: OpenApiDocument,
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, valuesOf(schema, document)] as const,
  );
  const needed = fields.filter(([name]) => required.includes(name));
  const optional = fields.filter(([name]) => !required.includes(name));
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, MAX_OPTIONAL_FIELDS) })
    .chain((chosen) => fc.record(Object.fromEntries([...needed, ...chosen])));
}

function numbersOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  if (minimum === undefined || maximum === undefined) return fc.integer();
  const valid = fc.double({ min: minimum, max: maximum, noNaN: true }).map(Math.floor);
  return fc.oneof({ weight: 4, arbitrary: valid }, { weight: 1, arbitrary: fc.integer() });
}

function textsOf({ format, pattern, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    const bounds = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    return fc.oneof(
      fc.date(bounds).map((date) => date.toISOString()),
      fc.constantFrom('0001-01-01T00:00:00Z', '2999-01-01T00:00:00+14:00', '9999-12-31T23:59:59-23:59'),
    );
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const simple = fc.stringMatching(/^[a-z]{1,8}$/);
  return fc.oneof(simple, fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 60) }));
}
