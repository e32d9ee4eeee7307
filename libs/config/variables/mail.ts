import { keyRing } from '../key-ring.js';
import { emailAddress, hostName, line, mailbox } from '../parsers.js';
import { smtpAddress } from '../server-address.js';
import { variable } from '../variable.js';

/** The mail server, and mails on their way to the mailer. */
export const mailVariables = {
  SMTP_URL: variable({
    description:
      'SMTP server, as `smtps://user:password@host:465` or `smtp://host:587`. Unset in standalone: mails become files in DATA_DIR/mail, shown to browsers that open the link in the terminal unless the server is public.',
    schema: smtpAddress.optional(),
    requiredBy: ['mailer'],
    secret: true,
  }),
  SMTP_EHLO_NAME: variable({
    description:
      'Name by which the mailer introduces itself to the SMTP server. Unset: the domain of MAIL_FROM or, without a dot in it, the host of FRONTEND_URL.',
    schema: hostName.optional(),
    needs: ['SMTP_URL'],
  }),
  MAIL_FROM: variable({
    description: 'Sender of mails, as `notes@example.com` or `Onasty <notes@example.com>`.',
    schema: mailbox,
    default: { standalone: 'onasty@localhost.localdomain' },
    requiredBy: ['mailer'],
  }),
  MAIL_FROM_NAME: variable({
    description: 'Sender name of mails. Unset: the name in MAIL_FROM, or Onasty.',
    schema: line.optional(),
  }),
  MAIL_REPLY_TO: variable({
    description: 'Address that replies to mails go to. Unset: MAIL_FROM.',
    schema: emailAddress.optional(),
  }),
  INSTANCE_NAME: variable({
    description: 'Name of this server in the signature of mails. Its address is always there.',
    schema: line.optional(),
  }),
  OPERATOR_EMAIL: variable({
    description: 'Email address of the operator, in the signature of mails.',
    schema: emailAddress.optional(),
  }),
  MAIL_ENCRYPTION_KEYS: variable({
    description:
      'Keys that encrypt mails between core and mailer, in the form of NOTE_ENCRYPTION_KEYS and the same in both. Standalone generates its own.',
    schema: keyRing,
    requiredBy: ['core', 'mailer', 'standalone'],
    secret: true,
  }),
};
