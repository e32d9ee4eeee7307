import { readFileSync } from 'node:fs';
import { finalizeSettings, getDefaultSettings, getDictionary, mergeSettings } from 'cspell-lib';
import type { Finding } from './find-words.js';
import { proseOf } from './prose.js';

/** Proper names and terms that no dictionary has, sorted. */
const OWN_WORDS = 'scripts/words/words.txt';
/** Without those of TypeScript, CSS and the like, which contain American spellings. */
const DICTIONARIES = [
  'en-gb',
  'softwareTerms',
  'node',
  'filetypes',
  'docker',
  'networkingTerms',
  'companies',
  'bash',
];
/** Words of four letters or more; names such as `NATS` and `camelCase` are not spelt by a dictionary. */
const WORD = /(?<![\p{L}\d_@./\\-])\p{Lu}?\p{Ll}{3,}(?:['’]\p{Ll}+)?(?![\p{L}\d_@/])/gu;

export type Speller = (path: string, text: string) => Finding[];

/** Loads the dictionaries; the result finds words of a file's prose that are not in British English. */
export async function loadSpeller(): Promise<Speller> {
  const words = readFileSync(OWN_WORDS, 'utf8').split('\n');
  const settings = mergeSettings(await getDefaultSettings(), {
    language: 'en-GB',
    dictionaries: DICTIONARIES,
    words: words.filter((word) => word !== ''),
  });
  const dictionary = await getDictionary(finalizeSettings(settings));
  const isKnown = (word: string) => dictionary.has(word) || dictionary.has(word.replace(/['’].*$/u, ''));
  return (path, text) =>
    proseOf(path, text).flatMap((prose) =>
      [...prose.text.matchAll(WORD)]
        .filter(([word]) => !isKnown(word))
        .map(({ index, 0: word }) => ({
          path,
          line: text.slice(0, prose.start + index).split('\n').length,
          found: word,
          prefer: `British spelling, or ${OWN_WORDS} for a term`,
        })),
    );
}
