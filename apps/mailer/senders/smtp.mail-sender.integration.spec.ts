import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmtpPeer, type SmtpBehaviour, type SmtpCommand } from '../../../e2e/support/servers/smtp.js';
import { LONG, mailTo, senderTo, SHORT } from '../testing/smtp-senders.js';
import type { MailErrorKind } from './mail-sender.js';
import type { SmtpMailSender } from './smtp.mail-sender.js';

describe('SmtpMailSender', () => {
  let server: SmtpPeer;
  let sender: SmtpMailSender;

  beforeEach(async () => {
    server = await SmtpPeer.start();
    sender = senderTo(server.url);
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
    if (behaviour.startsWith('never')) sender = senderTo(server.url, SHORT);
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind, reason });
    expect(server.mails).toEqual([]);
    await expect.poll(() => server.openConnections).toBe(0);
  });

  it.each<[SmtpCommand, string, MailErrorKind, string]>([
    // The receiver.
    ['RCPT TO', '550 5.1.1 unknown', 'permanent', 'smtp 5.1.1'],
    ['RCPT TO', '550 5.1.2 bad domain', 'permanent', 'smtp 5.1.2'],
    ['RCPT TO', '501 5.1.3 bad syntax', 'permanent', 'smtp 5.1.3'],
    ['RCPT TO', '551 5.1.6 moved', 'permanent', 'smtp 5.1.6'],
    ['RCPT TO', '556 5.1.10 null MX', 'permanent', 'smtp 5.1.10'],
    ['RCPT TO', '550 5.2.1 disabled', 'permanent', 'smtp 5.2.1'],
    ['RCPT TO', '552 5.2.2 full', 'permanent', 'smtp 5.2.2'],
    ['DATA', '550 5.1.1 unknown', 'permanent', 'smtp 5.1.1'],
    ['DATA', '552 5.2.2 over quota', 'permanent', 'smtp 5.2.2'],
    ['RCPT TO', '550 #5.1.1 unknown', 'permanent', 'smtp 5.1.1'],
    ['RCPT TO', '550 sorry, no mailbox here by that name (#5.1.1)', 'permanent', 'smtp 5.1.1'],
    ['RCPT TO', '550 User unknown', 'permanent', 'smtp 550'],
    ['RCPT TO', '550 No such user here', 'permanent', 'smtp 550'],
    ['RCPT TO', '550 <ada@example.com> mailbox not found', 'permanent', 'smtp 550'],
    ['RCPT TO', '552 Mailbox full', 'permanent', 'smtp 552'],
    // The message.
    ['MAIL FROM', '552 5.3.4 too large', 'permanent', 'smtp 5.3.4'],
    ['DATA', '552 5.2.3 too long', 'permanent', 'smtp 5.2.3'],
    ['DATA', '552 5.3.4 too large', 'permanent', 'smtp 5.3.4'],
    ['DATA', '554 5.6.0 content', 'permanent', 'smtp 5.6.0'],
    ['DATA', '550 5.6.7 not ASCII', 'permanent', 'smtp 5.6.7'],
    ['DATA', '552 Message size exceeds fixed limit', 'permanent', 'smtp 552'],
    // The server, the account or its quota.
    ['DATA', '550 5.4.5 quota used up', 'system', 'smtp 5.4.5'],
    ['RCPT TO', '550 5.4.5 quota used up', 'system', 'smtp 5.4.5'],
    ['RCPT TO', '550 5.7.1 no relaying', 'system', 'smtp 5.7.1'],
    ['RCPT TO', '550 Relaying denied', 'system', 'smtp 550'],
    ['RCPT TO', '550 relay access denied for unknown user', 'system', 'smtp 550'],
    ['RCPT TO', '550 Requested action not taken: mailbox unavailable', 'system', 'smtp 550'],
    ['RCPT TO', '553 not in my list of allowed rcpthosts', 'system', 'smtp 553'],
    ['RCPT TO', '554 5.7.0 account suspended', 'system', 'smtp 5.7.0'],
    ['RCPT TO', '530 5.7.0 authentication required', 'system', 'smtp 5.7.0'],
    ['RCPT TO', '504 5.5.2 need a full host name', 'system', 'smtp 5.5.2'],
    ['RCPT TO', '550 5.1.0 rejected', 'system', 'smtp 5.1.0'],
    ['RCPT TO', '550 5.1.8 sender', 'system', 'smtp 5.1.8'],
    ['RCPT TO', '599 5.99.99 what', 'system', 'smtp 5.99.99'],
    ['RCPT TO', '521 go away', 'system', 'smtp 521'],
    ['DATA', '554 5.7.26 not signed', 'system', 'smtp 5.7.26'],
    ['DATA', '554 Transaction failed', 'system', 'smtp 554'],
    ['DATA', '503 5.5.1 bad sequence', 'system', 'smtp 5.5.1'],
    ['MAIL FROM', '550 5.1.1 unknown', 'system', 'sender smtp 5.1.1'],
    ['MAIL FROM', '552 5.2.2 over quota', 'system', 'sender smtp 5.2.2'],
    ['MAIL FROM', '550 User unknown', 'system', 'sender smtp 550'],
    ['MAIL FROM', '503 authenticate first', 'system', 'sender smtp 503'],
    ['MAIL FROM', '530 5.7.0 authenticate first', 'system', 'sender smtp 5.7.0'],
    // This attempt.
    ['MAIL FROM', '451 4.7.1 slow down', 'temporary', 'smtp 4.7.1'],
    ['RCPT TO', '452 4.2.2 full', 'temporary', 'smtp 4.2.2'],
    ['RCPT TO', '450 4.1.1 unknown for now', 'temporary', 'smtp 4.1.1'],
    ['DATA', '452 4.3.1 disk full', 'temporary', 'smtp 4.3.1'],
  ])('blames the right party for %s: %s', async (command, reply, kind, reason) => {
    server.replies = { [command]: reply };
    await expect(sender.send(mailTo('ada@example.com'))).rejects.toMatchObject({ kind, reason });
    server.replies = {};
    await sender.send(mailTo('ada@example.com'));
    expect(server.mails).toHaveLength(1);
  });

  it('introduces itself by the configured name', async () => {
    await sender.send(mailTo('ada@example.com'));
    expect(server.clientName).toBe('onasty.example');
  });

  it('sends to the ASCII form of an international domain', async () => {
    await sender.send(mailTo('ada@bücher.example'));
    expect(server.mails[0]?.raw).toContain('To: ada@xn--bcher-kva.example\r\n');
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
    const bounded = senderTo(server.url, { ...LONG, silenceMs: 60_000, totalMs: 400 });
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
