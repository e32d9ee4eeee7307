import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { EphemeralState } from '#libs/redis';
import { natsAddress, redisAddress, Secret } from '#libs/config';
import { Database } from '#libs/database';
import { JetStreamEventBus } from '#libs/event-bus';
import type { OutgoingMail } from '../apps/mailer/senders/mail-sender.js';
import { smtpSettings } from '../apps/mailer/testing/smtp-settings.js';
import { SmtpMailSender } from '../apps/mailer/senders/smtp.mail-sender.js';
import { until } from '../e2e/support/until.js';
import { greetings, SelfSignedServer, type Greeting } from './testing/self-signed-server.js';

const PASSWORD = 'the-password-of-the-service';
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Connects like the product. @returns a function that closes the client */
type Client = (port: number) => () => Promise<void>;

const connectDatabase = (url: string) => {
  const database = Database.open({ url: new Secret(url), poolSize: 1 });
  void database.ping().catch(() => undefined);
  return () => database.close();
};

const MAIL: OutgoingMail = {
  id: '1',
  messageId: '<1@onasty.example>',
  from: 'notes@onasty.example',
  fromName: 'Notes',
  replyTo: undefined,
  to: 'ada@example.com',
  subject: 'Confirm your email address',
  text: 'a link with a token',
  html: '<p>a link with a token</p>',
  headers: {},
};

const sendMail = (url: string) => {
  const sent = new SmtpMailSender(smtpSettings(url)).send(MAIL).catch(() => undefined);
  return () => sent;
};

const clients: Array<[name: string, greeting: Greeting, client: Client]> = [
  [
    'PostgreSQL, with sslmode=verify-full',
    greetings.postgres,
    (port) => connectDatabase(`postgresql://onasty:${PASSWORD}@localhost:${port}/onasty?sslmode=verify-full`),
  ],
  [
    'PostgreSQL, with sslmode=require',
    greetings.postgres,
    (port) => connectDatabase(`postgresql://onasty:${PASSWORD}@localhost:${port}/onasty?sslmode=require`),
  ],
  [
    'Redis, at rediss://',
    greetings.redis,
    (port) => {
      const keys = new Secret({ activeId: 'k1', keys: new Map([['k1', randomBytes(32)]]) });
      const url = redisAddress.parse(`rediss://:${PASSWORD}@localhost:${port}`);
      const cache = new EphemeralState({ url, keys, logger });
      void cache.open().catch(() => undefined);
      return () => cache.close();
    },
  ],
  [
    'NATS, at tls://',
    greetings.nats,
    (port) => {
      const url = natsAddress.parse(`tls://onasty:${PASSWORD}@localhost:${port}`);
      const bus = JetStreamEventBus.connect({ url, name: 'core', logger });
      return () => bus.close();
    },
  ],
  // The mailer does not verify loopback addresses; 0.0.0.0 reaches this machine too.
  ['SMTP, at smtps://', greetings.smtps, (port) => sendMail(`smtps://onasty:${PASSWORD}@0.0.0.0:${port}`)],
  [
    'SMTP, at smtp:// with STARTTLS',
    greetings.smtp,
    (port) => sendMail(`smtp://onasty:${PASSWORD}@0.0.0.0:${port}`),
  ],
];

describe('a server with a self-signed certificate', () => {
  let undo: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const step of undo.toReversed()) await step();
    undo = [];
  });

  it.each(clients)('receives nothing from a client of %s', async (_name, greeting, client) => {
    const server = await SelfSignedServer.start(greeting);
    undo.push(() => server.stop(), client(server.port));
    await until('the client disconnects', () => server.disconnected > 0);
    expect(server.received).toBe('');
  });
});
