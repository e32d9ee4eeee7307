import type { INestApplicationContext } from '@nestjs/common';
import { KeyRingCipher } from '#libs/encryption';
import { Secret, type MailerConfig } from '#libs/config';
import type { HandlerResult, Subject } from '#libs/event-bus';
import { mailReportSchema, type MailReport, type MailRequest } from '#libs/mail-outbox';
import { createMailer } from '../create-mailer.js';
import { MailHandler } from '../delivery/mail-handler.js';
import { MailTransport } from '../delivery/mail-transport.js';
import type { MailSender, OutgoingMail } from '../senders/mail-sender.js';
import { RecordingEventBus } from './recording-event-bus.js';

export const KEYS = new Secret({ activeId: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) });
export const MAIL_CONFIG: MailerConfig['mail'] = {
  from: 'notes@onasty.example',
  fromName: 'Onasty',
  replyTo: undefined,
  instanceName: undefined,
  operatorEmail: undefined,
  frontendUrl: 'http://localhost:3000',
  encryptionKeys: KEYS,
};
export const START_MS = Date.parse('2026-11-20T12:00:00.000Z');

const ignore = () => undefined;
const decode = (data: Uint8Array): unknown => JSON.parse(Buffer.from(data).toString());

/** Mailers in process on one in-memory bus, with a fake clock and a sender that records mails. */
export class MailerHarness {
  nowMs = START_MS;
  readonly bus = new RecordingEventBus();
  readonly sent: OutgoingMail[] = [];
  /** Behaviour of the mail server; accepts every mail by default. */
  send: MailSender['send'] = () => Promise.resolve();
  readonly logged: string[] = [];
  private readonly mailers: INestApplicationContext[] = [];

  async startMailer(): Promise<INestApplicationContext> {
    const log = (_fields: unknown, message?: string) => void this.logged.push(message ?? '');
    const mailer = await createMailer({
      config: MAIL_CONFIG,
      logger: { trace: ignore, debug: ignore, info: log, warn: log, error: log },
      bus: this.bus,
      sender: {
        send: async (mail, signal) => {
          await this.send(mail, signal);
          this.sent.push(mail);
        },
      },
      clock: () => this.nowMs,
      random: () => 0.5,
    });
    this.mailers.push(mailer);
    return mailer;
  }

  handle(data: Uint8Array): Promise<HandlerResult> {
    return handleBy(this.first, data);
  }

  async handleByAnother(data: Uint8Array): Promise<HandlerResult> {
    return handleBy(await this.startMailer(), data);
  }

  get transport(): MailTransport {
    return this.first.get(MailTransport);
  }

  get reports(): MailReport[] {
    return this.messagesOn('mailer.report').map((message) => mailReportSchema.parse(message));
  }

  get outcomes(): MailReport['outcome'][] {
    return this.reports.map(({ outcome }) => outcome);
  }

  get deadLetters(): unknown[] {
    return this.messagesOn('mailer.dead');
  }

  async stop(): Promise<void> {
    await Promise.all(this.mailers.splice(0).map((mailer) => mailer.close()));
  }

  async close(): Promise<void> {
    await this.stop();
    await this.bus.close();
  }

  private get first(): INestApplicationContext {
    const [mailer] = this.mailers;
    if (mailer === undefined) throw new Error('no mailer was started');
    return mailer;
  }

  private messagesOn(subject: Subject): unknown[] {
    return this.bus.published
      .filter((message) => message.subject === subject)
      .map(({ data }) => decode(data));
  }
}

function handleBy(mailer: INestApplicationContext, data: Uint8Array): Promise<HandlerResult> {
  return mailer.get(MailHandler).handle(data);
}

export const request: MailRequest = {
  request_id: 'request-1',
  receiver: 'ada@example.com',
  template_name: 'email_verification',
  options: { token: 'secret-token' },
};

export const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Message of `mailer.send` as core publishes it. */
/** The same message, as if another key under the id had encrypted it. */
export function underAnotherKey(data: Uint8Array): Uint8Array {
  return bytes({ ...JSON.parse(Buffer.from(data).toString()), key_fingerprint: '00'.repeat(16) });
}

export function encrypted(
  id: string,
  mail: unknown = request,
  deadlineMs = START_MS + 86_400_000,
): Uint8Array {
  const cipher = new KeyRingCipher('MAIL_ENCRYPTION_KEYS', KEYS);
  const { keyId, keyFingerprint, data } = cipher.encrypt(id, JSON.stringify(mail));
  const deadline = new Date(deadlineMs).toISOString();
  const created_at = new Date(START_MS).toISOString();
  const key = { key_id: keyId, key_fingerprint: keyFingerprint.toString('hex') };
  return bytes({ v: 1, id, created_at, deadline, ...key, sealed: data.toString('base64') });
}
