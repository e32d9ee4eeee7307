import { randomUUID } from 'node:crypto';
import type { OutgoingMail } from '../senders/mail-sender.js';
import { SmtpMailSender, type SmtpSettings } from '../senders/smtp.mail-sender.js';
import { smtpSettings } from './smtp-settings.js';

/** Exceeds what a loaded machine needs. */
export const LONG = { connectMs: 10_000, silenceMs: 10_000, totalMs: 60_000 };
/** Limits for a server that stays silent. */
export const SHORT = { connectMs: 300, silenceMs: 300, totalMs: 2_000 };

export const senderTo = (url: string, limits = LONG, settings: Partial<SmtpSettings> = {}) =>
  new SmtpMailSender({ ...smtpSettings(url), ...settings }, limits);

export const mailTo = (to: string, changes: Partial<OutgoingMail> = {}): OutgoingMail => {
  const id = randomUUID();
  return {
    id,
    messageId: `<${id}@onasty.example>`,
    from: 'notes@onasty.example',
    fromName: 'Notes',
    replyTo: undefined,
    to,
    subject: 'Grüße',
    text: 'Hello.\n.\nThe end.',
    html: '<p>Hello.</p>',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Request-Id': 'request-1' },
    ...changes,
  };
};
