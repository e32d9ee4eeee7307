import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { text } from 'node:stream/consumers';

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

const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** SMTP server on a free loopback port that keeps accepted mails. */
export class SmtpPeer {
  readonly mails: ReceivedMail[] = [];
  /** Number of connections so far. */
  connections = 0;
  /** Number of recipients deferred or rejected so far. */
  refusedRecipients = 0;
  behaviour: SmtpBehaviour = 'accepts';
  private readonly sockets = new Set<Socket>();
  private readonly server: SMTPServer;

  private constructor(needsPassword: boolean) {
    this.server = new SMTPServer({
      disabledCommands: needsPassword ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
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
      onMailFrom: ({ address }, _session, next) =>
        next(this.behaviour === 'rejects the sender' ? reply(553, `5.7.1 <${address}> may not send`) : null),
      onRcptTo: ({ address }, _session, next) => {
        const error = this.recipientError(address);
        if (error !== null) this.refusedRecipients += 1;
        next(error);
      },
      onData: (stream, session, next) => void this.receive(stream, session.envelope, next),
    });
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start({ needsPassword = false } = {}): Promise<SmtpPeer> {
    const peer = new SmtpPeer(needsPassword);
    await once(peer.server.listen(0, '127.0.0.1'), 'listening');
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

  private recipientError(address: string): Error | null {
    if (this.behaviour === 'defers the recipient') return reply(451, `4.7.1 <${address}> try again later`);
    if (this.behaviour === 'rejects the recipient') return reply(550, `5.1.1 <${address}> is unknown`);
    return null;
  }

  private async receive(
    stream: SMTPServerDataStream,
    { mailFrom, rcptTo }: SMTPServerSession['envelope'],
    accept: () => void,
  ): Promise<void> {
    const raw = await text(stream).catch(() => null);
    // The mailer was killed during transmission.
    if (raw === null) return;
    if (this.behaviour === 'never responds to the mail') return;
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
