import type { MailContent } from './mail-content.js';

const SIGNATURE = '-- \nOnasty: notes that can be read once';

export function asText({ paragraphs, action, closing }: MailContent): string {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`];
  return `${[...paragraphs, ...link, ...closing, SIGNATURE].join('\n\n')}\n`;
}
