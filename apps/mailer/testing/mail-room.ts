import { KeyRingCipher } from '#libs/encryption';
import { Secret } from '#libs/config';
import { EventBusUnavailableError, type EventBus, type KeyValueStore, type Subject } from '#libs/event-bus';
import { mailReportSchema, type MailReport, type MailRequest } from '#libs/mail-outbox';
import { createDelivery } from '../delivery/create-delivery.js';
import type { Delivery } from '../delivery/delivery.js';
import type { RenderMail } from '../delivery/postman.js';
import type { MailSender, OutgoingMail } from '../senders/mail-sender.js';

export const KEYS = new Secret({ activeId: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) });
export const START_MS = Date.parse('2026-11-20T12:00:00.000Z');

const decode = (data: Uint8Array): unknown => JSON.parse(Buffer.from(data).toString());

/** Words enough for tests. */
const renderName: RenderMail = ({ template_name }, { frontendUrl }) => ({
  subject: template_name,
  text: frontendUrl,
  html: '<p>html</p>',
});

/** A mailer without a network: time stands still, and what it says is kept. */
export class MailRoom {
  nowMs = START_MS;
  readonly said: { subject: Subject; messageId: string; data: Uint8Array }[] = [];
  readonly kept = new Map<string, { value: string; revision: number }>();
  readonly sent: OutgoingMail[] = [];
  /** What the mail server does, until the test says otherwise: it takes the mail. */
  send: MailSender['send'] = () => Promise.resolve();
  /** The messages of its log. */
  readonly logged: string[] = [];
  publishes = true;
  /** What is not published, though the rest is. */
  readonly refused = new Set<Subject>();
  noteFails = false;

  readonly marks: KeyValueStore = {
    get: (key) => Promise.resolve(this.kept.get(key) ?? null),
    set: (key, value, revision) => {
      if (this.noteFails) return Promise.reject(new EventBusUnavailableError('no bus'));
      if ((this.kept.get(key)?.revision ?? 0) !== revision) return Promise.resolve(false);
      this.kept.set(key, { value, revision: revision + 1 });
      return Promise.resolve(true);
    },
  };

  private readonly log = (_fields: unknown, message?: string): void => {
    this.logged.push(message ?? '');
  };

  private readonly sender: MailSender = {
    send: async (mail) => {
      await this.send(mail);
      this.sent.push(mail);
    },
  };

  private readonly bus: Pick<EventBus, 'publish' | 'keyValue'> = {
    keyValue: this.marks,
    publish: (subject, messageId, data) => {
      if (!this.publishes || this.refused.has(subject))
        return Promise.reject(new EventBusUnavailableError('no bus'));
      this.said.push({ subject, messageId, data });
      return Promise.resolve();
    },
  };

  /** One more mailer, on the same bus. */
  mailer(): Delivery {
    return createDelivery(
      {
        config: { from: 'notes@onasty.example', frontendUrl: 'http://localhost:3000', encryptionKeys: KEYS },
        logger: { info: this.log, warn: this.log, error: this.log },
        bus: this.bus,
        sender: this.sender,
        render: renderName,
      },
      { now: () => this.nowMs, random: () => 0.5 },
    );
  }

  get reports(): MailReport[] {
    return this.said
      .filter(({ subject }) => subject === 'mailer.report')
      .map(({ data }) => mailReportSchema.parse(decode(data)));
  }

  get outcomes(): MailReport['outcome'][] {
    return this.reports.map(({ outcome }) => outcome);
  }

  get deadLetters(): unknown[] {
    return this.said.filter(({ subject }) => subject === 'mailer.dead').map(({ data }) => decode(data));
  }
}

export const request: MailRequest = {
  request_id: 'request-1',
  receiver: 'ada@example.com',
  template_name: 'email_verification',
  options: { token: 'secret-token' },
};

export const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** A mail as core publishes it. */
export function sealed(id: string, mail: unknown = request, deadlineMs = START_MS + 86_400_000): Uint8Array {
  const { keyId, data } = new KeyRingCipher('MAIL_ENCRYPTION_KEYS', KEYS).encrypt(id, JSON.stringify(mail));
  const deadline = new Date(deadlineMs).toISOString();
  return bytes({ v: 1, id, deadline, key_id: keyId, sealed: data.toString('base64') });
}
