import type { MailContent } from './mail-content.js';

export function asText({ paragraphs, action, closing }: MailContent, signature: readonly string[]): string {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`];
  return `${[...paragraphs, ...link, ...closing, ['-- ', ...signature].join('\n')].join('\n\n')}\n`;
}
