import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { promisify } from 'node:util';
import type { Secret } from '#libs/config';
import { withSpan } from '#libs/observability';
import { isPlainAddress } from './address.js';
import { composeMail } from './compose-mail.js';
import { MailFault, type MailSender, type OutgoingMail } from './mail-sender.js';
import { faultOf, type SmtpPhase } from './smtp-fault.js';
import { parseSmtpUrl, type SmtpServerAddress } from './smtp-server-address.js';

export interface SmtpLimits {
  /** Until the server is connected, and then until it greets. */
  connectMs: number;
  /** Without a word from the server. */
  silenceMs: number;
  /** For a mail as a whole, whatever the server does. */
  totalMs: number;
}

export const SMTP_LIMITS: SmtpLimits = { connectMs: 10_000, silenceMs: 30_000, totalMs: 60_000 };

/** Sends each mail over a connection of its own, so that none waits for another and time is a bound. */
export class SmtpMailSender implements MailSender {
  private readonly server: SmtpServerAddress;

  constructor(
    url: Secret<string>,
    private readonly limits: SmtpLimits = SMTP_LIMITS,
  ) {
    this.server = parseSmtpUrl(url.reveal());
  }

  async send(mail: OutgoingMail, signal?: AbortSignal): Promise<void> {
    if (!isPlainAddress(mail.to)) throw new MailFault('permanent', 'address');
    const content = await composeMail(mail);
    await withSpan('smtp', 'send mail', () => this.transmit(mail, content, signal));
  }

  private async transmit(mail: OutgoingMail, content: Buffer, signal?: AbortSignal): Promise<void> {
    const connection = this.connection();
    const end = new AbortController();
    const giveUp = () => end.abort();
    const timer = setTimeout(giveUp, this.limits.totalMs);
    signal?.addEventListener('abort', giveUp);
    let phase: SmtpPhase = 'connect';
    try {
      await new Promise<void>((resolve, reject) => {
        connection.on('error', reject);
        end.signal.addEventListener('abort', () => reject(timeIsUp()));
        if (signal?.aborted === true) giveUp();
        this.talk(connection, mail, content, (reached) => (phase = reached)).then(resolve, reject);
      });
    } catch (error) {
      throw faultOf(phase, error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
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
      // A server that never closes its side holds nothing of ours.
      socketCloseTimeout: 0,
    });
  }

  private async talk(
    connection: SMTPConnection,
    { from, to }: OutgoingMail,
    content: Buffer,
    reach: (phase: SmtpPhase) => void,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (this.server.credentials !== null) {
      reach('auth');
      const { credentials } = this.server;
      await promisify(connection.login.bind(connection))({ ...credentials, credentials });
    }
    reach('mail');
    await promisify(connection.send.bind(connection))({ from, to: [to] }, content);
  }
}

function timeIsUp(): Error {
  return Object.assign(new Error('the mail took too long'), { code: 'ETIMEDOUT' });
}
