import { z } from 'zod';
import { boolean, lifetimeSeconds, list, oneOf } from '../parsers.js';
import { variable } from '../variable.js';

/** `1h, 7d, never`, in seconds and in ascending order; never is Infinity. */
const lifetimes = list.transform((words, context) => {
  const found = words.map((word) => (word === 'never' ? Infinity : lifetimeSeconds.safeParse(word).data));
  const seconds = found.filter((value) => value !== undefined);
  const isWhole = seconds.every((value) => value === Infinity || Number.isInteger(value));
  const areDistinct = new Set(seconds).size === words.length;
  if (isWhole && areDistinct && seconds.some(Number.isFinite)) return seconds.toSorted((a, b) => a - b);
  const message =
    'must be different lifetimes such as 1h, 7d and never, separated by commas, and not never alone';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Rules of an operator for new notes, and for the whole server. */
export const policyVariables = {
  CREATE_NOTES: variable({
    description:
      'Permission to create notes: `anyone` or `signed-in`. With `signed-in`, a request without an account is rejected with 401. Reading needs no account.',
    schema: oneOf('anyone', 'signed-in'),
    default: 'anyone',
  }),
  NOTE_LIFETIMES: variable({
    description:
      'Lifetimes that a sender may choose, separated by commas, such as `1h, 1d, 7d` or `7d, never`. If it is unset, any lifetime up to NOTE_MAX_TTL is allowed.',
    schema: lifetimes.optional(),
    atMost: ['NOTE_MAX_TTL'],
  }),
  NOTE_PASSWORD: variable({
    description: 'Password of new notes: `optional` or `required`.',
    schema: oneOf('optional', 'required'),
    default: 'optional',
  }),
  REUSABLE_NOTES: variable({
    description:
      'Permission to create notes that can be read until they expire. If false, each is read once.',
    schema: boolean,
    default: 'true',
  }),
  CUSTOM_LINKS: variable({
    description: 'Permission to choose the link of a note. If false, each link is random.',
    schema: boolean,
    default: 'true',
  }),
  READ_ONLY: variable({
    description:
      'Serves reading only, as a public server in front of a private one on the same database. Creating notes, accounts and all else is rejected with 403.',
    schema: boolean,
    default: 'false',
    needs: ['DATABASE_URL'],
  }),
};
