import type { Rule } from './phrases.js';

/** Wording that texts of pages and mails do not use, with the preferred one. */
const PHRASES: Readonly<Record<string, string>> = {
  'whoever|whomever|somebody|everybody|anybody|no one':
    'someone, anyone, the first person, the operator of this server',
  'e?-?mails?(?<!email|emails)': 'email',
  'secrets?|documents?': 'note',
  'slugs?|(?:own|custom) (?:address|url|path)': 'custom link',
  'own time': 'custom time',
  behind: 'after',
  "(?<!then it's |notes are )gone": 'expires, disappears',
  'already(?=[.,;:?]|$)': '"already" before the participle',
  'digits?': 'number',
  'meanwhile|by itself|at once|for good and all|made up|make one up': 'the usual phrase, or delete',
  'room|refused?|answer(?:s|ed)?|looking|asking': 'storage, rejected, respond, loading, checking',
  'click(?: here)?|please|sorry|oops': 'the verb of the button, or delete',
};

const CONTRACTIONS: Readonly<Record<string, string>> = {
  '(?:is|are|was|were|do|does|did|has|have|had|could|will|would|should|must) not|can ?not': "n't",
  '(?:it|that|there|here|what|who|where) is(?! *(?:[.,;:?]|$))|let us': "'s",
  '(?:you|we|they) are': "'re",
  '(?:I|you|we|they) have(?! to )': "'ve, or another verb",
  '(?:I|you|we|they|it|that) will': "'ll",
  '(?:I|you|we|they|it) would': "'d",
  'I am': "I'm",
};

/** Capitalised within a sentence. */
const PROPER_NAMES = [
  'Google',
  'Onasty',
  'JavaScript',
  'HTTPS',
  'QR',
  'SVG',
  'PNG',
  'UTC',
  'I',
  'Ctrl',
  'Enter',
  'SMTP',
];

export const uiRules: readonly Rule[] = [
  ...Object.entries({ ...PHRASES, ...CONTRACTIONS }).map(([words, prefer]) => ({
    pattern: new RegExp(String.raw`(?<![-\w])(?:${words})(?![-\w])`, 'gi'),
    prefer,
  })),
  { pattern: /!/g, prefer: 'no exclamation mark' },
  { pattern: /\.\.\./g, prefer: '…' },
  { pattern: /[‘’“”]/g, prefer: 'straight quotes' },
  { pattern: / {2,}|^ | $/g, prefer: 'single spaces between words' },
  {
    pattern: new RegExp(String.raw`(?<=[\w,;)] )(?!(?:${PROPER_NAMES.join('|')})\b)[A-Z]\w*`, 'g'),
    prefer: 'sentence case',
  },
];
