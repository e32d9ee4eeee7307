import { z } from 'zod';
import { domains, list } from '../parsers.js';

/** `open`, `closed`, or domains such as `example.com, example.org`, in ASCII. */
export const signUpPolicy = list.transform((words, context): 'open' | 'closed' | { domains: string[] } => {
  const [word] = words;
  if (words.length === 1 && (word === 'open' || word === 'closed')) return word;
  const { data: allowed = [] } = domains.safeParse(words.join());
  if (allowed.length > 0) return { domains: allowed };
  context.addIssue({ code: 'custom', message: 'must be open, closed or domains such as example.com' });
  return z.NEVER;
});
