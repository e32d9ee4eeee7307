import type { MailRequest } from '#libs/mail-outbox';
import { asHtml } from './as-html.js';
import { asText } from './as-text.js';
import { letterOf, type Context } from './letters.js';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** Writes a mail, as text and as HTML that says the same. */
export function renderMail(request: MailRequest, context: Context): RenderedMail {
  const letter = letterOf(request, context);
  return { subject: letter.subject, text: asText(letter), html: asHtml(letter) };
}
