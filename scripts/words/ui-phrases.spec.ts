import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../apps/mailer/templates/mail-contents.js';
import { mailExamples } from '../../apps/mailer/templates/mail-examples.js';
import { uiRules } from './ui-phrases.js';

const NOW = new Date('2026-11-19T14:05:00Z');
/** Placeholders, addresses and dates are data. */
const DATA = /\{\w+\}|\S+@\S+|\w+day,? \d+ \w+ \d{4}/g;

const REJECTED = [
  'Whoever opens it first reads the note.',
  'Somebody sent you a note',
  'Look into your mail',
  'Mails of your account come here.',
  'We sent an e-mail.',
  'Ask for a new secret.',
  'Choose your own address',
  'The part behind # is the key.',
  'Unread, it is gone',
  'Gone after one reading.',
  'This note was read already',
  'It was read already, by someone else.',
  'Your note is sealed!',
  'The note is not here.',
  'It does not exist.',
  'We cannot open it.',
  'It can not be opened.',
  'You are signed out',
  'We have sent a link.',
  'We will send a link.',
  'There is no such note',
  'Trying again by itself',
  'The server refused it.',
  'Loading...',
  'Create Link',
  'Send the link. Then Wait.',
  'the note’s key',
  'two  spaces',
  'A space at the end ',
  'Choose an own time',
  'Use digits only.',
  'You would see it.',
  "I am the note's author",
  'Please try again.',
];

const messages: unknown = JSON.parse(readFileSync('apps/web/messages/en.json', 'utf8'));

function problemsIn(text: string): string[] {
  const words = text.replaceAll(DATA, 'x');
  return uiRules.flatMap(({ pattern, prefer }) =>
    [...words.matchAll(pattern)].map(([found]) => `"${found}" (${prefer}) in: ${text}`),
  );
}

/** Texts of a message: its own, or those of its variants. */
function textsOf(message: unknown): string[] {
  if (typeof message === 'string') return [message];
  if (typeof message !== 'object' || message === null) return [];
  if ('match' in message) return textsOf(Object.values(message.match ?? {}));
  return Array.isArray(message) ? message.flatMap(textsOf) : [];
}

describe('texts for people', () => {
  it('follow the wording rules on every page', () => {
    const texts = Object.values(messages ?? {}).flatMap(textsOf);
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.flatMap(problemsIn)).toEqual([]);
  });

  it.each(mailExamples(NOW))('follow the wording rules in the mail $template_name', (mail) => {
    const content = contentOf(mail, { frontendUrl: 'https://notes.example.com', now: NOW });
    const { subject, paragraphs, action, closing } = content;
    const texts = [subject, ...paragraphs, ...closing, ...(action === undefined ? [] : [action.label])];
    expect(texts.flatMap(problemsIn)).toEqual([]);
  });
});

describe('uiRules', () => {
  it.each(REJECTED)('rejects %j', (text) => {
    expect(problemsIn(text)).not.toEqual([]);
  });

  it.each(uiRules)('has an example of $pattern', ({ pattern }) => {
    expect(REJECTED.filter((text) => text.match(pattern) !== null)).not.toEqual([]);
  });

  it.each([
    "Then it's gone, for you and everyone else.",
    'This note has already been read',
    "That's already your address.",
    'Check your email',
    'See what it is.',
    'Nothing has changed. Request a new link.',
    'Copy {name} as QR code',
    'Retrying… The note is reserved for you.',
    'Sent to Ada@Example.org on Monday, 30 November 2026',
  ])('accepts %j', (text) => {
    expect(problemsIn(text)).toEqual([]);
  });
});
