import { keyRing } from '../key-ring.js';
import { emailAddress, line } from '../parsers.js';
import { smtpAddress } from '../server-address.js';
import { variable } from '../variable.js';

/** The mail server, and mails on their way to the mailer. */
export const mailVariables = {
  SMTP_URL: variable({
    description:
      'SMTP server, as `smtps://user:password@host:465` or `smtp://host:587`. Unset in standalone: mails become files in DATA_DIR/mail, shown on this machine only.',
    schema: smtpAddress.optional(),
    requiredBy: ['mailer'],
    secret: true,
  }),
  MAIL_FROM: variable({
    description: 'Sender address of mails.',
    schema: emailAddress,
    default: { standalone: 'onasty@localhost.localdomain' },
    requiredBy: ['mailer'],
  }),
  MAIL_FROM_NAME: variable({
    description: 'Sender name of mails.',
    schema: line,
    default: 'Onasty',
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
