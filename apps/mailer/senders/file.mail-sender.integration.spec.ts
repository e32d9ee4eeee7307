import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileMailSender } from './file.mail-sender.js';
import type { OutgoingMail } from './mail-sender.js';

const mail: OutgoingMail = {
  id: '0a4ef9a0-0f5c-4a93-8b1a-4ad4ed2dc0d1',
  messageId: '<0a4ef9a0-0f5c-4a93-8b1a-4ad4ed2dc0d1@onasty.example>',
  from: 'notes@onasty.example',
  fromName: 'Notes',
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
