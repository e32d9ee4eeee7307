/** Wording that the project does not use, with the preferred one. */
export interface Rule {
  pattern: RegExp;
  prefer: string;
}

/**
 * Words between slashes are alternatives; a space matches any white space, also a line break within a comment. The
 * list is the one of CONTRIBUTING.md: roles have names, and each thing has its standard word.
 */
const PHRASES: Readonly<Record<string, string>> = {
  'whoever/whomever/whom/somebody/someone/nobody/no one/anybody/anyone/everybody/everyone':
    'the role: client, caller, reader, author, operator, attacker, another process',
  'can not': 'cannot',
  'by itself/by themselves': 'automatically',
  'just now': 'now, or delete',
  'meanwhile/in the meantime': 'while …, or delete',
  'for ever': 'indefinitely',
  'in vain': 'without success',
  'trying on/tries on': 'retrying',
  'so many/so much/so long': 'the quantity, or delete',
  'lay aside/lays aside/laid aside/laying aside/bury/buries/buried': 'dead-letter',
  'give up/gives up/gave up/given up/giving up': 'stop retrying, abort, dead-letter',
  'come again/comes again/came again/coming again': 'retried, redelivered',
  'is there/are there/was there/were there': 'exists, is available',
  'ask/asks/asked/asking': 'request, query, call, require',
  'answer/answers/answered/answering': 'respond, response, return',
  'tell/tells/told/telling': 'report, return, show, distinguish',
  'refuse/refuses/refusing/refusal/refusals': 'reject, rejection',
  kept: 'stored, retained, reusable',
  made: 'created, generated, sent',
  room: 'capacity, storage, quota',
  'mend/mends/mended': 'fix',
  till: 'until',
  'hangs on/hang on': 'depends on',
  "one's": 'the role',
  'time-out/time-outs': 'timeout',
  'e-mail/e-mails': 'email, mail',
  verdict: 'result, outcome',
  'letter/letters': 'mail; "dead letter" and "upper-case letter" are fine',
  'twin/twins': 'duplicate',
  postman: 'mail transport',
};

/** "dead letter", "4 letters", "injected fault" and "connection refused" are the standard words. */
const PATTERNS: readonly Rule[] = [
  {
    pattern:
      /(?<![/\w$])faults?\b(?!\.md| (?:injection|matrix|prox(?:y|ies)|runs?)\b)(?<!\binjected faults?)/gi,
    prefer: 'error, failure, outage',
  },
  { pattern: /(?<![-\w])(?<!connection )refused(?![-\w])/gi, prefer: 'reject, rejection' },
  { pattern: /\d %/g, prefer: '99.9%, without a space' },
];

export const phraseRules: readonly Rule[] = [
  ...Object.entries(PHRASES).map(([alternatives, prefer]) => ({ pattern: patternOf(alternatives), prefer })),
  ...PATTERNS,
];

/** Words that start no doc comment, metric help or description. */
export const openingRule: Rule = {
  pattern: /^[\s*/]*(?:What|Whether|How|Where|Who|Whom|Whose|Of|For|As|So|It)\b/g,
  prefer: 'a noun or a verb first',
};

function patternOf(alternatives: string): RegExp {
  const words = alternatives.replaceAll(' ', String.raw`\s+`).replaceAll('/', '|');
  return new RegExp(String.raw`(?<![-\w])(?<!dead[- ]|[0-9] |case )(?:${words})(?![-\w])`, 'gi');
}
