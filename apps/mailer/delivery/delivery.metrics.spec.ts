import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { bytes, MailRoom, request, sealed, START_MS } from '../testing/mail-room.js';
import { deadMails } from './delivery.metrics.js';

/** How many mails were given up for each reason, in this process. */
async function deadByReason(): Promise<Record<string, number>> {
  const { values } = await deadMails.get();
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels['reason']), value]));
}

it('a mail without a mark that is given up counts once, however often nobody could be told', async () => {
  const room = new MailRoom();
  const mailer = room.mailer();
  const { malformed = 0, expired = 0, ...others } = await deadByReason();
  const unreadable = bytes({ v: 1, id: randomUUID(), sealed: 7 });
  const ended = Buffer.from(sealed(randomUUID(), request, START_MS - 1)).toString();
  const lockedAndEnded = new TextEncoder().encode(ended.replace('"k1"', '"k2"'));

  room.refused.add('mailer.report');
  for (const data of [unreadable, unreadable, lockedAndEnded, lockedAndEnded])
    await expect(mailer.handle(data)).rejects.toThrow('event bus');
  expect(await deadByReason()).toEqual({ ...others, malformed, expired });

  room.refused.clear();
  for (const data of [unreadable, lockedAndEnded])
    expect(await mailer.handle(data)).toEqual({ kind: 'done' });
  expect(await deadByReason()).toEqual({ ...others, malformed: malformed + 1, expired: expired + 1 });
});
