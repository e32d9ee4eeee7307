import { STOP_LABEL, type MailContent } from './mail-content.js';

export function asText(
  { paragraphs, action, closing, stop }: MailContent,
  signature: readonly string[],
): string {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`];
  const stopLink = stop === undefined ? [] : [`${STOP_LABEL}:\n${stop.pageUrl}`];
  return `${[...paragraphs, ...link, ...closing, ...stopLink, ['-- ', ...signature].join('\n')].join('\n\n')}\n`;
}
