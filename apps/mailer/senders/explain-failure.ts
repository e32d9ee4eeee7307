import { explainConnectionError, type ConfiguredService } from '#libs/observability';

const MAIL_SERVER: ConfiguredService = {
  name: 'the mail server',
  variable: 'SMTP_URL',
  schemes: 'smtps:// for a port with TLS, smtp:// for one that begins without',
  withoutTls: 'use smtp://, usually with port 587',
  trust: 'set PRIVATE_NETWORK=true if the server is in a private network',
};

const EXPLANATIONS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^address$/, 'This is no email address that the mailer sends to. Write one plain address.'],
  [/^folder$/, 'The folder of mails cannot be written. Check DATA_DIR and its disk.'],
  [
    /^auth not offered$/,
    'The server offers no AUTH here. Remove the user from SMTP_URL, or use its port for clients, usually 465 or 587.',
  ],
  [
    /^auth smtp (504|5\.5\.4)$/,
    'The server does not accept a user with a password; it may offer XOAUTH2 only. Use an app password or another relay.',
  ],
  [/^auth /, 'The server rejects the user or the password. Check both in SMTP_URL.'],
  [
    /^starttls smtp /,
    'The server offers no STARTTLS. Use smtps:// in SMTP_URL, or set PRIVATE_NETWORK=true if the server is in a private network.',
  ],
  [/^ehlo smtp /, 'The server rejects the name of this client. Set SMTP_EHLO_NAME to its full host name.'],
  [
    /^connect smtp /,
    'The server does not accept the connection. Check host and port in SMTP_URL, and the log of the server.',
  ],
  [/^sender /, 'The server does not accept MAIL_FROM. Use an address from which this account may send.'],
  [/smtp 5\.(1\.(1|2|3|6|10)|2\.1)$/, 'The receiver does not exist or takes no mails.'],
  [/smtp 5\.2\.2$/, 'The mailbox of the receiver is full.'],
  [/smtp 5\.(2\.3|3\.4)$/, 'The mail is too large for the receiver.'],
  [/smtp 5\.6\./, 'The content of the mail is not accepted.'],
  [/smtp 5\.5\.2$/, 'The server may want the full host name of this client. Set SMTP_EHLO_NAME.'],
  [/smtp 5\.4\.5$/, 'The quota of this account is used up. Wait, or raise it at the provider.'],
  [
    /smtp 5\.7\.1$/,
    'The server does not relay for this client. Sign in with a user in SMTP_URL, or allow this client at the server.',
  ],
  [/smtp 4/, 'The server wants another attempt later. Mails wait and are sent then.'],
];

export function explainFailure(reason: string): string {
  const [, text] = EXPLANATIONS.find(([pattern]) => pattern.test(reason)) ?? [];
  if (text === undefined && /^(connect|starttls|ehlo) /.test(reason)) {
    const { cause, remedy } = explainConnectionError(reason, MAIL_SERVER).fields;
    return `${sentence(cause)} ${sentence(remedy)}`;
  }
  return text ?? 'The reply is in the log of the server, and its code in the list of SMTP status codes.';
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
