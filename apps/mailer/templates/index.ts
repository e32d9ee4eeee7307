import type { MailRequest } from '#libs/mail-outbox';
import { asHtml } from './as-html.js';
import { asText } from './as-text.js';
import { contentOf, type Context } from './mail-contents.js';
import { signatureOf } from './signature.js';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
  /** Address that stops mails of this kind when posted to. */
  stopUrl: string | undefined;
}

export function renderMail(request: MailRequest, context: Context): RenderedMail {
  const content = contentOf(request, context);
  const signature = signatureOf(context);
  return {
    subject: content.subject,
    text: asText(content, signature),
    html: asHtml(content, signature),
    stopUrl: content.stop?.postUrl,
  };
}
