import type { Letter } from './letter.js';

const SIGNATURE = '-- \nOnasty: share a secret once';

/** Plain text, for those who read it and for the programs that judge a mail by it. */
export function asText({ paragraphs, action, closing }: Letter): string {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`];
  return `${[...paragraphs, ...link, ...closing, SIGNATURE].join('\n\n')}\n`;
}
