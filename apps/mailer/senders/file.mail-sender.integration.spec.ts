import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseEmailAddress } from '#libs/email-address';
import { FileMailSender } from './file.mail-sender.js';
import type { OutgoingMail } from './mail-sender.js';

const mail: OutgoingMail = {
  id: '0a4ef9a0-0f5c-4a93-8b1a-4ad4ed2dc0d1',
  messageId: '<0a4ef9a0-0f5c-4a93-8b1a-4ad4ed2dc0d1@onasty.example>',
  from: 'notes@onasty.example',
  fromName: 'Notes',
  replyTo: undefined,
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello.',
  html: '<p>Hello.</p>',
  headers: {},
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onasty-mail-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('writes a mail to one file that only its owner can read, however often it is sent', async () => {
  const sender = new FileMailSender(join(folder, 'mail'));
  await sender.send(mail);
  await sender.send(mail);
  const path = join(folder, 'mail', `${mail.id}.eml`);
  expect(await readdir(join(folder, 'mail'))).toEqual([`${mail.id}.eml`]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await PostalMime.parse(await readFile(path))).toMatchObject({
    subject: 'Hello',
    from: { name: 'Notes', address: 'notes@onasty.example' },
    to: [{ address: 'ada@example.com' }],
    messageId: mail.messageId,
  });
});

it.each(['Grüße, von "uns"', 'a <b@example.com>', 'Ada, Byron; Lovelace', '注記'])(
  'writes the sender name %s exactly',
  async (fromName) => {
    await new FileMailSender(folder).send({ ...mail, fromName });
    expect(await PostalMime.parse(await readFile(join(folder, `${mail.id}.eml`)))).toMatchObject({
      from: { name: fromName, address: 'notes@onasty.example' },
    });
  },
);

it('rejects an address that is not plain with a permanent error', async () => {
  const sender = new FileMailSender(folder);
  await expect(sender.send({ ...mail, to: 'ada@example.com,evil@example.org' })).rejects.toMatchObject({
    kind: 'permanent',
  });
  expect(await readdir(folder)).toEqual([]);
});

it('fails with a system error if the folder is not writable', async () => {
  const sender = new FileMailSender(join(folder, 'mail'));
  await sender.send(mail);
  const blocked = new FileMailSender(join(folder, 'mail', `${mail.id}.eml`));
  await expect(blocked.send(mail)).rejects.toMatchObject({ kind: 'system', reason: 'folder' });
});

it('keeps a long link on one line of the text part', async () => {
  const link = `https://notes.example.com/verify#t=${'A'.repeat(120)}`;
  await new FileMailSender(folder).send({ ...mail, text: `Confirm address:\n${link}\n` });
  const source = await readFile(join(folder, `${mail.id}.eml`), 'utf8');
  expect(source).toMatch(/text\/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n/);
  expect(source.split('\r\n')).toContain(link);
});

it('keeps a text that is not ASCII', async () => {
  const text = `Grüße aus der Küche. ${'注記 '.repeat(60)}`;
  await new FileMailSender(folder).send({ ...mail, text });
  const source = await readFile(join(folder, `${mail.id}.eml`), 'utf8');
  expect((await PostalMime.parse(source)).text?.trim()).toBe(text.trim());
  expect(source.split('\r\n').filter((line) => line.length > 76)).toEqual([]);
});

it.each([undefined, 'help@example.com'])('directs replies to %s', async (replyTo) => {
  await new FileMailSender(folder).send({ ...mail, replyTo });
  const received = await PostalMime.parse(await readFile(join(folder, `${mail.id}.eml`)));
  expect(received.replyTo?.map(({ address }) => address)).toEqual(replyTo && [replyTo]);
});

it.each(['ada@пример.рф', ' ada@corp ', 'ada@localhost'])('sends to %j, as core accepts it', async (to) => {
  await new FileMailSender(folder).send({ ...mail, to });
  const received = await PostalMime.parse(await readFile(join(folder, `${mail.id}.eml`)));
  expect(received.to?.map(({ address }) => address)).toEqual([parseEmailAddress(to)]);
});

it.each(['ada@foo-.com', `ada@${'a'.repeat(64)}.com`, 'ada', 'Ada <ada@example.com>'])(
  'rejects %j for good, like core',
  async (to) => {
    await expect(new FileMailSender(folder).send({ ...mail, to })).rejects.toMatchObject({
      kind: 'permanent',
      reason: 'address',
    });
  },
);
