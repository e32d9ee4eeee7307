/** A locale with texts that are generated from the English ones. */
export interface PseudoLocale {
  name: 'de' | 'ar';
  /** Replacements of the characters from a to z. */
  alphabet: string;
}

export const PSEUDO_LOCALES: readonly PseudoLocale[] = [
  { name: 'de', alphabet: 'àƀçđéƒğĥîĵķłɱñöþǫŕšţûṽŵẋýž' },
  { name: 'ar', alphabet: 'ابثدهفغحيجكلمنوپقرسطعڤصخشز' },
];

const PLACEHOLDER = /(\{\w+\})/;
/** Other languages need about a third more characters than English. */
const EACH_LONGER = 3;

/** Translates every text of a messages file: `⟦…⟧` marks what is translated, and texts are a third longer. */
export function pseudoMessages(message: unknown, locale: PseudoLocale): unknown {
  if (typeof message === 'string') return `⟦${translate(message, locale)}⟧`;
  if (Array.isArray(message)) return message.map((variant) => pseudoVariant(variant, locale));
  return Object.fromEntries(
    Object.entries(message ?? {})
      .filter(([key]) => key !== '$schema')
      .map(([key, value]) => [key, pseudoMessages(value, locale)]),
  );
}

/** Plural categories differ between languages, so the last one stands for all others. */
function pseudoVariant(variant: unknown, locale: PseudoLocale): unknown {
  if (typeof variant !== 'object' || variant === null || !('match' in variant)) return variant;
  const match = Object.entries(variant.match ?? {}).map(([key, value]) => [
    key.replaceAll('=other', '=*'),
    pseudoMessages(value, locale),
  ]);
  return { ...variant, match: Object.fromEntries(match) };
}

function translate(text: string, locale: PseudoLocale): string {
  return text
    .split(PLACEHOLDER)
    .map((part) => (PLACEHOLDER.test(part) ? part : lengthened(part, locale)))
    .join('');
}

function lengthened(text: string, { alphabet }: PseudoLocale): string {
  const letters = Array.from(alphabet);
  let count = 0;
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const translated = letters[letter.toLowerCase().charCodeAt(0) - 97] ?? letter;
    count += 1;
    return count % EACH_LONGER === 0 ? translated.repeat(2) : translated;
  });
}
