import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { SmtpPeer, type SmtpBehaviour } from '../../../e2e/support/servers/smtp.js';
import type { MailErrorKind, OutgoingMail } from './mail-sender.js';
import { SmtpMailSender } from './smtp.mail-sender.js';

/** Exceeds what a loaded machine needs. */
const LONG = { connectMs: 10_000, silenceMs: 10_000, totalMs: 60_000 };
/** Limits for a server that stays silent. */
const SHORT = { connectMs: 300, silenceMs: 300, totalMs: 2_000 };

const mailTo = (to: string, changes: Partial<OutgoingMail> = {}): OutgoingMail => {
  const id = randomUUID();
  return {
    id,
    messageId: `<${id}@onasty.example>`,
    from: 'notes@onasty.example',
    fromName: 'Notes',
    to,
    subject: 'Grüße',
    text: 'Hello.\n.\nThe end.',
    html: '<p>Hello.</p>',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Request-Id': 'request-1' },
    ...changes,
  };
};

describe('SmtpMailSender', () => {
  let server: SmtpPeer;
  let sender: SmtpMailSender;

  beforeEach(async () => {
    server = await SmtpPeer.start();
    sender = new SmtpMailSender(new Secret(server.url), LONG);
  });
  afterEach(() => server.stop());

  it('delivers a complete mail to its recipient', async () => {
    const mail = mailTo('ada@example.com');
    await sender.send(mail);
    expect(server.mails).toMatchObject([{ from: mail.from, recipients: ['ada@example.com'] }]);
    const received = await PostalMime.parse(server.mails[0]?.raw ?? '');
    expect(received).toMatchObject({
      subject: 'Grüße',
      messageId: mail.messageId,
      to: [{ address: 'ada@example.com' }],
      html: expect.stringContaining('<p>Hello.</p>'),
    });
    expect(received.text?.trim()).toBe('Hello.\n.\nThe end.');
    expect(received.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
  });

  it.each<[SmtpBehaviour, MailErrorKind, string]>([
    ['defers the recipient', 'temporary', 'smtp 4.7.1'],
    ['hangs up after the mail', 'temporary', 'ECONNECTION'],
    ['never responds to the mail', 'temporary', 'ETIMEDOUT'],
    ['rejects the recipient', 'permanent', 'smtp 5.1.1'],
    ['rejects the sender', 'system', 'sender smtp 5.7.1'],
    ['refuses connections', 'system', 'connect smtp 5.3.2'],
    ['never greets', 'system', 'connect ETIMEDOUT'],
  ])('if the server %s, fails with a %s error: %s', async (behaviour, kind, reason) => {
    server.behaviour = behaviour;
    if (behaviour.startsWith('never')) sender = new SmtpMailSender(new Secret(server.url), SHORT);
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind, reason });
    expect(server.mails).toEqual([]);
    await expect.poll(() => server.openConnections).toBe(0);
  });

  it('fails with a system error if no server listens', async () => {
    await server.stop();
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({
      kind: 'system',
      reason: 'connect ECONNREFUSED',
    });
  });

  it('limits the whole session, whatever the server does', async () => {
    server.behaviour = 'never responds to the mail';
    const bounded = new SmtpMailSender(new Secret(server.url), { ...LONG, silenceMs: 60_000, totalMs: 400 });
    await expect(bounded.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind: 'temporary' });
    await expect.poll(() => server.openConnections).toBe(0);
  });

  it.each([
    'ada@example.com\r\nRCPT TO:<evil@example.org>',
    'ada@example.com>\r\nRCPT TO:<evil@example.org',
    'ada@example.com,evil@example.org',
    'ada@example.com;evil@example.org',
    'evil@example.org <ada@example.com>',
    '"evil@example.org"@example.com',
    'ada@example.com(evil@example.org)',
    'ada@example.com evil@example.org',
  ])('rejects the address %j without connecting', async (address) => {
    await expect(sender.send(mailTo(address))).rejects.toMatchObject({
      kind: 'permanent',
      reason: 'address',
    });
    expect(server.connections).toBe(0);
  });

  it('keeps line breaks in a subject or request id from becoming headers', async () => {
    const injection = 'hello\r\nBcc: evil@example.org\r\n\r\n<p>evil</p>';
    await sender.send(
      mailTo('ada@example.com', { subject: injection, headers: { 'X-Request-Id': injection } }),
    );
    expect(server.mails[0]?.recipients).toEqual(['ada@example.com']);
    const { headers } = await PostalMime.parse(server.mails[0]?.raw ?? '');
    expect(headers.map(({ key }) => key)).not.toContain('bcc');
  });
});

describe('SmtpMailSender with credentials', () => {
  it('authenticates, and fails with a system error if the server rejects the password', async () => {
    const server = await SmtpPeer.start({ needsPassword: true });
    try {
      const url = `smtp://onasty:p%40ss@127.0.0.1:${server.port}`;
      await new SmtpMailSender(new Secret(url), LONG).send(mailTo('ada@example.com'));
      expect(server.mails).toHaveLength(1);
      server.behaviour = 'rejects the password';
      await expect(
        new SmtpMailSender(new Secret(url), LONG).send(mailTo('ada@example.com')),
      ).rejects.toMatchObject({ kind: 'system', reason: 'auth smtp 5.7.8' });
    } finally {
      await server.stop();
    }
  });
});
