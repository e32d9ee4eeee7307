import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from './mail-sender.js';

export function composeMail(mail: OutgoingMail): Promise<Buffer> {
  return new MailComposer({
    from: { name: mail.fromName, address: mail.from },
    // An object, since a string is parsed as a list of addresses.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
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
