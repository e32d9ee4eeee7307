import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { list } from '../parsers.js';

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** `open`, `closed`, or domains such as `example.com, example.org`, in ASCII. */
export const signUpPolicy = list.transform((words, context): 'open' | 'closed' | { domains: string[] } => {
  const [word] = words;
  if (words.length === 1 && (word === 'open' || word === 'closed')) return word;
  const domains = words.map((text) => domainToASCII(text.replace(/^@/, '')));
  if (domains.length > 0 && domains.every((domain) => DOMAIN.test(domain))) return { domains };
  context.addIssue({ code: 'custom', message: 'must be open, closed or domains such as example.com' });
  return z.NEVER;
});
