import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countMembers, isNestedDeeperThan } from './json-structure.js';

const isDeeper = (maxDepth: number, json: string) => isNestedDeeperThan(maxDepth, Buffer.from(json));

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('JSON nesting depth', () => {
  it.each([
    ['{"a":[1]}', 2],
    ['[[[]]]', 3],
    [String.raw`{"a":"[[[[\"[[[["}`, 1],
    [String.raw`{"a":"\\","b":[]}`, 2],
    [String.raw`{"a":"\\\"[","b":{"[":"{"}}`, 2],
    ['"[[["', 0],
  ])('of %s is %i', (json, depth) => {
    expect(isDeeper(depth, json)).toBe(false);
    expect(depth === 0 || isDeeper(depth - 1, json)).toBe(true);
  });

  it('equals the depth of the parsed value, and ignores brackets in strings', () => {
    const values = fc.jsonValue({
      maxDepth: 6,
      stringUnit: fc.constantFrom('"', '\\', '[', ']', '{', '}', 'é'),
    });
    fc.assert(
      fc.property(values, (parsed) => {
        const depth = depthOf(parsed);
        expect(isDeeper(depth, JSON.stringify(parsed))).toBe(false);
        expect(depth === 0 || isDeeper(depth - 1, JSON.stringify(parsed))).toBe(true);
      }),
    );
  });

  it.each(['"', '"abc', String.raw`"abc\"`, '[[', ']]]', '{"a'])(
    'of the malformed %s is not reported as exceeded',
    (json) => {
      expect(isDeeper(2, json)).toBe(false);
    },
  );
});

describe('number of JSON members', () => {
  it.each([
    ['{}', 0],
    ['null', 0],
    ['[{"a":1}]', 0],
    ['{"a":1}', 1],
    ['{ "a" : {"b":1,"c":2} , "d" : [":"] }', 2],
    ['{"a":1,"a":2}', 2],
    [String.raw`{"a":":","\u0061":"\"::"}`, 2],
  ])('of %s is %i', (json, members) => {
    expect(countMembers(Buffer.from(json))).toBe(members);
  });

  it('equals that of the parsed object', () => {
    const objects = fc.dictionary(
      fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', 'é') }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(objects, (parsed) => {
        expect(countMembers(Buffer.from(JSON.stringify(parsed)))).toBe(Object.keys(parsed).length);
      }),
    );
  });
});
