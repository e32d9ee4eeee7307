import { nameRules } from './old-names.js';
import { openingRule, phraseRules, type Rule } from './phrases.js';
import { proseOf } from './prose.js';

export interface Finding {
  path: string;
  line: number;
  found: string;
  prefer: string;
}

/** Every fault there is an injected one. */
const INJECTED = /^e2e\/lab\//;

/** Wording of a file that the project does not use, in the order of the text. */
export function findWords(path: string, text: string): Finding[] {
  const found = [...findOldNames(path, text), ...findPhrases(path, text)];
  return found
    .toSorted((one, other) => one.offset - other.offset)
    .map(({ offset, match, prefer }) => ({
      path,
      line: text.slice(0, offset).split('\n').length,
      found: match.replaceAll(/[\s*/]+/g, ' ').trim(),
      prefer,
    }));
}

interface Match {
  offset: number;
  match: string;
  prefer: string;
}

function findPhrases(path: string, text: string): Match[] {
  return proseOf(path, text).flatMap((prose) => {
    const rules = prose.isDescription ? [...phraseRules, openingRule] : phraseRules;
    return matches(rules, prose.text, prose.start).filter(
      ({ match }) => !(INJECTED.test(path) && /^faults?$/i.test(match)),
    );
  });
}

function findOldNames(path: string, text: string): Match[] {
  return /\.(ts|svelte|md)$/.test(path) ? matches(nameRules, text, 0) : [];
}

function matches(rules: readonly Rule[], text: string, start: number): Match[] {
  return rules.flatMap(({ pattern, prefer }) =>
    [...text.matchAll(pattern)].map(({ index, 0: match }) => ({ offset: start + index, match, prefer })),
  );
}
