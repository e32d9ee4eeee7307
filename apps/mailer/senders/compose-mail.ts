import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './mail-sender.js';

export function composeMail(mail: OutgoingMail): Promise<Buffer> {
  return new MailComposer({
    from: { name: mail.fromName, address: mail.from },
    ...(mail.replyTo !== undefined && { replyTo: { name: '', address: mail.replyTo } }),
    // An object, since a string is parsed as a list of addresses.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: { raw: textPart(mail.text) },
    html: mail.html,
    messageId: mail.messageId,
    headers: { ...mail.headers },
    xMailer: false,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** The composer would fold links as quoted-printable, so that a link copied from the source of a mail breaks. */
function textPart(text: string): string {
  const isAscii = /^[\x20-\x7e\r\n\t]*$/.test(text);
  const base64 = Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n');
  const lines = [
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${isAscii ? '7bit' : 'base64'}`,
    '',
    isAscii ? text : base64,
  ];
  return lines.join('\n').replace(/\r?\n/g, '\r\n');
}
