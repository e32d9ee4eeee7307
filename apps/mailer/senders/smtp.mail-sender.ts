import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { promisify } from 'node:util';
import type { ServerAddress } from '#libs/config';
import { parseEmailAddress } from '#libs/email-address';
import { withSpan } from '#libs/observability';
import { composeMail } from './compose-mail.js';
import { MailError, type MailSender, type OutgoingMail } from './mail-sender.js';
import { isPrivateAddress, openSocket, startTls, timeoutError, withDeadline } from './open-socket.js';
import { toMailError, type SmtpPhase } from './smtp-error.js';

export interface SmtpSettings {
  url: ServerAddress;
  ehloName: string;
  /** Allows servers with a private address to lack TLS or a valid certificate. */
  isPrivateNetwork: boolean;
}

export interface SmtpLimits {
  /** To connect, and again until the greeting. */
  connectMs: number;
  silenceMs: number;
  totalMs: number;
}

export const SMTP_LIMITS: SmtpLimits = { connectMs: 10_000, silenceMs: 30_000, totalMs: 60_000 };

interface Session {
  phase: SmtpPhase;
}

interface EncodedMail {
  envelope: { from: string; to: string[] };
  content: Buffer;
}

/** Sends each mail over its own connection, so that no mail waits for another one. */
export class SmtpMailSender implements MailSender {
  constructor(
    private readonly settings: SmtpSettings,
    private readonly limits: SmtpLimits = SMTP_LIMITS,
  ) {}

  async send(mail: OutgoingMail, signal?: AbortSignal): Promise<void> {
    const to = parseEmailAddress(mail.to);
    if (to === null) throw new MailError('permanent', 'address');
    const content = await composeMail({ ...mail, to });
    const envelope = { from: mail.from, to: [to] };
    await withSpan('smtp', 'send mail', () => this.converse({ envelope, content }, signal));
  }

  async check(): Promise<void> {
    await this.converse(null);
  }

  private async converse(mail: EncodedMail | null, aborted?: AbortSignal): Promise<void> {
    const session: Session = { phase: 'connect' };
    try {
      await withDeadline(this.limits.totalMs, aborted, async (signal) => {
        const connection = await this.openConnection(signal);
        try {
          await untilFailure(connection, signal, this.transmit(connection, mail, session));
        } finally {
          connection.close();
        }
      });
    } catch (error) {
      throw toMailError(session.phase, error);
    }
  }

  private async openConnection(aborted: AbortSignal): Promise<SMTPConnection> {
    const { url, ehloName, isPrivateNetwork } = this.settings;
    const { host, port, isEncrypted: secure, isLoopback } = url.parts;
    const { connectMs, silenceMs } = this.limits;
    return withDeadline(connectMs, aborted, async (signal) => {
      const socket = await openSocket(host, port, signal);
      const isTrusted = isLoopback || (isPrivateNetwork && isPrivateAddress(socket.remoteAddress ?? ''));
      const tls = { rejectUnauthorized: !isTrusted };
      return new SMTPConnection({
        host,
        name: ehloName,
        connection: secure ? await startTls(socket, host, tls, signal) : socket,
        secure,
        secured: secure,
        requireTLS: !isTrusted,
        tls,
        connectionTimeout: connectMs,
        greetingTimeout: connectMs,
        socketTimeout: silenceMs,
        socketCloseTimeout: 0,
      });
    });
  }

  private async transmit(
    connection: SMTPConnection,
    mail: EncodedMail | null,
    session: Session,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const { credentials } = this.settings.url.parts;
    if (credentials !== null) {
      session.phase = 'auth';
      if (!connection.allowsAuth) throw new MailError('system', 'auth not offered');
      const { user, password: pass } = credentials.reveal();
      await promisify(connection.login.bind(connection))({ user, pass, credentials: { user, pass } });
    }
    session.phase = 'mail';
    if (mail !== null) await promisify(connection.send.bind(connection))(mail.envelope, mail.content);
  }
}

function untilFailure(connection: SMTPConnection, signal: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    signal.addEventListener('abort', () => reject(timeoutError()));
    work.then(resolve, reject);
  });
}
