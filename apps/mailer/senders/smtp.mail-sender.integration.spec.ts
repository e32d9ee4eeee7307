import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { SmtpPeer, type SmtpBehaviour } from '../../../e2e/support/smtp.js';
import type { MailFaultKind, OutgoingMail } from './mail-sender.js';
import { SmtpMailSender } from './smtp.mail-sender.js';

/** More than a busy machine needs. */
const PATIENT = { connectMs: 10_000, silenceMs: 10_000, totalMs: 60_000 };
/** For a server that is silent, which would be waited for in vain. */
const IMPATIENT = { connectMs: 300, silenceMs: 300, totalMs: 2_000 };

const mailTo = (to: string, changes: Partial<OutgoingMail> = {}): OutgoingMail => {
  const id = randomUUID();
  return {
    id,
    messageId: `<${id}@onasty.example>`,
    from: 'notes@onasty.example',
    to,
    subject: 'Grüße',
    text: 'Hello.\n.\nThe end.',
    html: '<p>Hello.</p>',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Request-Id': 'request-1' },
    ...changes,
  };
};

describe('the sender of mails by SMTP', () => {
  let peer: SmtpPeer;
  let sender: SmtpMailSender;

  beforeEach(async () => {
    peer = await SmtpPeer.start();
    sender = new SmtpMailSender(new Secret(peer.url), PATIENT);
  });
  afterEach(() => peer.stop());

  it('delivers a mail whole, to its one recipient', async () => {
    const mail = mailTo('ada@example.com');
    await sender.send(mail);
    expect(peer.mails).toMatchObject([{ from: mail.from, recipients: ['ada@example.com'] }]);
    const received = await PostalMime.parse(peer.mails[0]?.raw ?? '');
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

  it.each<[SmtpBehaviour, MailFaultKind, string]>([
    ['defers the recipient', 'temporary', 'smtp 4.7.1'],
    ['hangs up after the mail', 'temporary', 'ECONNECTION'],
    ['never answers the mail', 'temporary', 'ETIMEDOUT'],
    ['refuses the recipient', 'permanent', 'smtp 5.1.1'],
    ['refuses the sender', 'system', 'sender smtp 5.7.1'],
    ['refuses connections', 'system', 'connect smtp 5.3.2'],
    ['never greets', 'system', 'connect ETIMEDOUT'],
  ])('finds, when the server %s, a fault that is %s', async (behaviour, kind, reason) => {
    peer.behaviour = behaviour;
    if (behaviour.startsWith('never')) sender = new SmtpMailSender(new Secret(peer.url), IMPATIENT);
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind, reason });
    expect(peer.mails).toEqual([]);
    await expect.poll(() => peer.openConnections).toBe(0);
  });

  it('finds a fault of the system when nobody listens', async () => {
    await peer.stop();
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({
      kind: 'system',
      reason: 'connect ECONNREFUSED',
    });
  });

  it('gives up a mail as a whole when its time is up, whatever the server does', async () => {
    peer.behaviour = 'never answers the mail';
    const patient = new SmtpMailSender(new Secret(peer.url), { ...PATIENT, silenceMs: 60_000, totalMs: 400 });
    await expect(patient.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind: 'temporary' });
    await expect.poll(() => peer.openConnections).toBe(0);
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
  ])('sends nothing to nobody for the address %j', async (address) => {
    await expect(sender.send(mailTo(address))).rejects.toMatchObject({
      kind: 'permanent',
      reason: 'address',
    });
    expect(peer.connections).toBe(0);
  });

  it('keeps line breaks in a subject or a request id from becoming headers', async () => {
    const injection = 'hello\r\nBcc: evil@example.org\r\n\r\n<p>evil</p>';
    await sender.send(
      mailTo('ada@example.com', { subject: injection, headers: { 'X-Request-Id': injection } }),
    );
    expect(peer.mails[0]?.recipients).toEqual(['ada@example.com']);
    const { headers } = await PostalMime.parse(peer.mails[0]?.raw ?? '');
    expect(headers.map(({ key }) => key)).not.toContain('bcc');
  });
});

describe('the sender of mails by SMTP with a password', () => {
  it('signs in, and finds a fault of the system when that is refused', async () => {
    const peer = await SmtpPeer.start({ needsPassword: true });
    try {
      const url = `smtp://onasty:p%40ss@127.0.0.1:${peer.port}`;
      await new SmtpMailSender(new Secret(url), PATIENT).send(mailTo('ada@example.com'));
      expect(peer.mails).toHaveLength(1);
      peer.behaviour = 'refuses the password';
      await expect(
        new SmtpMailSender(new Secret(url), PATIENT).send(mailTo('ada@example.com')),
      ).rejects.toMatchObject({ kind: 'system', reason: 'auth smtp 5.7.8' });
    } finally {
      await peer.stop();
    }
  });
});
