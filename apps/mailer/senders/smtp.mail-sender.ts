import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { promisify } from 'node:util';
import type { Secret } from '#libs/config';
import { withSpan } from '#libs/observability';
import { isPlainAddress } from './address.js';
import { composeMail } from './compose-mail.js';
import { MailError, type MailSender, type OutgoingMail } from './mail-sender.js';
import { toMailError, type SmtpPhase } from './smtp-error.js';
import { parseSmtpUrl, type SmtpServerAddress } from './smtp-server-address.js';

export interface SmtpLimits {
  /** To connect, and again until the greeting. */
  connectMs: number;
  silenceMs: number;
  totalMs: number;
}

export const SMTP_LIMITS: SmtpLimits = { connectMs: 10_000, silenceMs: 30_000, totalMs: 60_000 };

/** Sends each mail over its own connection, so that no mail waits for another one. */
export class SmtpMailSender implements MailSender {
  private readonly server: SmtpServerAddress;

  constructor(
    url: Secret<string>,
    private readonly limits: SmtpLimits = SMTP_LIMITS,
  ) {
    this.server = parseSmtpUrl(url.reveal());
  }

  async send(mail: OutgoingMail, signal?: AbortSignal): Promise<void> {
    if (!isPlainAddress(mail.to)) throw new MailError('permanent', 'address');
    const content = await composeMail(mail);
    await withSpan('smtp', 'send mail', () => this.transmit(mail, content, signal));
  }

  private async transmit(mail: OutgoingMail, content: Buffer, signal?: AbortSignal): Promise<void> {
    const connection = this.connection();
    const abortion = new AbortController();
    const abort = () => abortion.abort();
    const timer = setTimeout(abort, this.limits.totalMs);
    signal?.addEventListener('abort', abort);
    let phase: SmtpPhase = 'connect';
    try {
      await new Promise<void>((resolve, reject) => {
        connection.on('error', reject);
        abortion.signal.addEventListener('abort', () => reject(timeoutError()));
        if (signal?.aborted === true) abort();
        this.converse(connection, mail, content, (entered) => (phase = entered)).then(resolve, reject);
      });
    } catch (error) {
      throw toMailError(phase, error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      connection.close();
    }
  }

  private connection(): SMTPConnection {
    const { connectMs, silenceMs } = this.limits;
    return new SMTPConnection({
      ...this.server.options,
      dnsTimeout: connectMs,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: silenceMs,
      socketCloseTimeout: 0,
    });
  }

  private async converse(
    connection: SMTPConnection,
    { from, to }: OutgoingMail,
    content: Buffer,
    enter: (phase: SmtpPhase) => void,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (this.server.credentials !== null) {
      enter('auth');
      const { credentials } = this.server;
      await promisify(connection.login.bind(connection))({ ...credentials, credentials });
    }
    enter('mail');
    await promisify(connection.send.bind(connection))({ from, to: [to] }, content);
  }
}

function timeoutError(): Error {
  return Object.assign(new Error('SMTP session timed out'), { code: 'ETIMEDOUT' });
}
