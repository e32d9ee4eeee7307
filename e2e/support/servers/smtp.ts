import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { text } from 'node:stream/consumers';
import { selfSigned } from './self-signed.js';

/** Behaviour towards mails, as real servers show it. */
export type SmtpBehaviour =
  | 'accepts'
  | 'defers the recipient'
  | 'rejects the recipient'
  | 'rejects the sender'
  | 'refuses connections'
  | 'rejects the password'
  | 'never greets'
  | 'never responds to the mail'
  | 'hangs up after the mail'
  | 'takes the mail and hangs up';

export interface ReceivedMail {
  from: string;
  recipients: string[];
  /** Headers and body. */
  raw: string;
}

/** Commands that a scripted reply rejects. DATA is the reply to the content. */
export type SmtpCommand = 'MAIL FROM' | 'RCPT TO' | 'DATA';

export interface SmtpPeerSettings {
  /** Offers AUTH; unless `authMethods` says otherwise, PLAIN and LOGIN. */
  needsPassword?: boolean;
  authMethods?: string[];
  host?: string;
  /** `implicit` expects TLS from the first byte. The certificate is self-signed. */
  tls?: 'none' | 'starttls' | 'implicit';
}

const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** SMTP server on a free loopback port that keeps accepted mails. */
export class SmtpPeer {
  readonly mails: ReceivedMail[] = [];
  /** Number of connections so far. */
  connections = 0;
  /** Number of mails left without a response so far. */
  unansweredMails = 0;
  /** Number of recipients deferred or rejected so far. */
  refusedRecipients = 0;
  behaviour: SmtpBehaviour = 'accepts';
  /** Replies such as `550 5.4.5 quota used up`, which precede the behaviour. */
  replies: Partial<Record<SmtpCommand, string>> = {};
  /** Name by which the last client introduced itself. */
  clientName: string | null = null;
  private readonly sockets = new Set<Socket>();
  private readonly server: SMTPServer;

  private constructor({ needsPassword = false, authMethods, tls = 'none' }: SmtpPeerSettings) {
    this.server = new SMTPServer({
      disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(needsPassword ? [] : ['AUTH'])],
      secure: tls === 'implicit',
      ...(tls !== 'none' && selfSigned()),
      allowInsecureAuth: true,
      ...(authMethods && { authMethods }),
      disableReverseLookup: true,
      closeTimeout: 1,
      onConnect: (_session, next) => {
        this.connections += 1;
        if (this.behaviour === 'refuses connections') return next(reply(554, '5.3.2 no service here'));
        if (this.behaviour !== 'never greets') next();
      },
      onAuth: (_auth, _session, next) => {
        if (this.behaviour === 'rejects the password') return next(reply(535, '5.7.8 wrong password'));
        next(null, { user: 'onasty' });
      },
      onMailFrom: ({ address }, session, next) => {
        this.clientName = session.hostNameAppearsAs;
        const rejection = reply(553, `5.7.1 <${address}> may not send`);
        next(this.scripted('MAIL FROM') ?? (this.behaviour === 'rejects the sender' ? rejection : null));
      },
      onRcptTo: ({ address }, _session, next) => {
        const error = this.scripted('RCPT TO') ?? this.recipientError(address);
        if (error !== null) this.refusedRecipients += 1;
        next(error);
      },
      onData: (stream, session, next) => void this.receive(stream, session.envelope, next),
    });
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket: Socket) => {
      // Node crashes if the socket below a TLS connection is destroyed.
      if (tls !== 'implicit') this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(settings: SmtpPeerSettings = {}): Promise<SmtpPeer> {
    const peer = new SmtpPeer(settings);
    await once(peer.server.listen(0, settings.host ?? '127.0.0.1'), 'listening');
    return peer;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.server.address();
    if (address === null || typeof address === 'string') throw new Error('the SMTP server does not listen');
    return address.port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Number of open connections. */
  get openConnections(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private scripted(command: SmtpCommand): Error | null {
    const scripted = this.replies[command];
    return scripted === undefined ? null : reply(Number(scripted.slice(0, 3)), scripted.slice(4));
  }

  private recipientError(address: string): Error | null {
    if (this.behaviour === 'defers the recipient') return reply(451, `4.7.1 <${address}> try again later`);
    if (this.behaviour === 'rejects the recipient') return reply(550, `5.1.1 <${address}> is unknown`);
    return null;
  }

  private async receive(
    stream: SMTPServerDataStream,
    { mailFrom, rcptTo }: SMTPServerSession['envelope'],
    accept: (error?: Error) => void,
  ): Promise<void> {
    const raw = await text(stream).catch(() => null);
    // The mailer was killed during transmission.
    if (raw === null) return;
    const rejection = this.scripted('DATA');
    if (rejection !== null) return accept(rejection);
    if (this.behaviour === 'never responds to the mail') {
      this.unansweredMails += 1;
      return;
    }
    if (this.behaviour === 'hangs up after the mail') return this.hangUp();
    const recipients = rcptTo.map(({ address }) => address);
    this.mails.push({ from: mailFrom === false ? '' : mailFrom.address, recipients, raw });
    if (this.behaviour === 'takes the mail and hangs up') return this.hangUp();
    accept();
  }

  private hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
