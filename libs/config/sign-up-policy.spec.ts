import { describe, expect, it } from 'vitest';
import { signUpPolicy } from './parsers.js';

describe('sign-up policy', () => {
  it.each([
    ['open', 'open'],
    ['closed', 'closed'],
    ['example.com', { domains: ['example.com'] }],
    ['Example.COM, @sub.example.org ,', { domains: ['example.com', 'sub.example.org'] }],
    ['bücher.example', { domains: ['xn--bcher-kva.example'] }],
  ])('reads %s', (text, policy) => {
    expect(signUpPolicy.parse(text)).toEqual(policy);
  });

  it.each(['', ',', 'close', 'false', 'open,closed', 'open,example.com', '*.example.com', 'ada@example.com'])(
    'rejects "%s"',
    (text) => {
      expect(signUpPolicy.safeParse(text).success).toBe(false);
    },
  );
});
