import { describe, expect, it } from 'vitest';
import { formatLanguages, isolate } from './formats.js';

describe('formatLanguages', () => {
  it.each([
    [
      ['de-DE', 'de', 'en'],
      ['de-DE', 'de', 'en'],
    ],
    [['ar-EG'], ['ar-EG']],
    [['en-US@posix', 'en-US'], ['en-US']],
    [['C'], []],
    [['', 'not a language', 'fr'], ['fr']],
    [['tlh'], []],
    [[], []],
  ])('returns of %j those that Intl supports: %j', (reported, supported) => {
    expect(formatLanguages(reported)).toEqual(supported);
  });
});

describe('isolate', () => {
  it.each([
    ['7 December', 'ltr', false],
    ['٧ ديسمبر', 'ltr', true],
    ['7 בדצמבר', 'ltr', true],
    ['٧ ديسمبر', 'rtl', false],
    ['7 December', 'rtl', true],
    ['12月7日', 'ltr', false],
  ])('isolates %j on a page that is %s: %s', (text, direction, isIsolated) => {
    expect(isolate(text, direction)).toBe(isIsolated ? `\u2068${text}\u2069` : text);
  });
});
