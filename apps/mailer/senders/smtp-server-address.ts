import type { SMTPConnectionOptions } from 'nodemailer';

export interface SmtpServerAddress {
  options: SMTPConnectionOptions;
  credentials: { user: string; pass: string } | null;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Requires encryption and a valid certificate unless the server is on loopback; `smtp://` uses STARTTLS. */
export function parseSmtpUrl(text: string): SmtpServerAddress {
  const url = new URL(text);
  const isLoopback = LOOPBACK.test(url.hostname);
  const secure = url.protocol === 'smtps:';
  return {
    options: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: !isLoopback,
      tls: { rejectUnauthorized: !isLoopback },
    },
    credentials:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}
