import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyRingCipher } from '#libs/encryption';
import { Secret } from '#libs/config';
import type { Database } from '#libs/database';
import { type EventBus, ack } from '#libs/event-bus';
import {
  encryptedMailSchema,
  type MailReport,
  type MailRequest,
  type EncryptedMail,
} from '../mail-events.js';
import { Outbox } from '../outbox.js';
import { OutboxRepository } from '../outbox.repository.js';
import { Relay } from '../relay.js';
import { decryptMail } from '../encrypted-mail.js';

export interface RelayResources {
  database: Database;
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  bus: EventBus;
}

const cipher = new KeyRingCipher(
  'MAIL_ENCRYPTION_KEYS',
  new Secret({ activeId: 'k', keys: new Map([['k', Buffer.alloc(32, 5)]]) }),
);
const TOKEN = 'the-token-of-the-link';
const mail = (receiver: string): MailRequest => ({
  request_id: 'r-1',
  receiver,
  template_name: 'email_verification',
  options: { token: TOKEN },
});
const inAnHour = () => new Date(Date.now() + 3_600_000);

/** Contract of outbox and relay over any event bus, which must be empty for each test. */
export function relaySuite(resources: () => RelayResources): void {
  const report = (id: string, outcome: MailReport['outcome']) => {
    const data = Buffer.from(JSON.stringify({ v: 1, id, outcome }));
    return resources().bus.publish('mailer.report', randomUUID(), data);
  };
  const becomes = async (id: string, condition: string) => {
    const find = () => resources().query(`SELECT 1 FROM outbox WHERE id = $1 AND ${condition}`, [id]);
    await expect.poll(find).toHaveLength(1);
  };

  describe('outbox and relay', () => {
    let repository: OutboxRepository;
    let outbox: Outbox;
    const running: Relay[] = [];
    let received: EncryptedMail[];

    beforeEach(async () => {
      repository = new OutboxRepository(resources().database);
      outbox = new Outbox(repository, cipher);
      await resources().query('DELETE FROM outbox');
      received = [];
      resources().bus.consume('mailer.send', 4, async (data) => {
        received.push(encryptedMailSchema.parse(JSON.parse(Buffer.from(data).toString())));
        return ack;
      });
    });
    afterEach(() => Promise.all(running.splice(0).map((relay) => relay.stop())));

    const start = async () => {
      const relay = new Relay({ repository, bus: resources().bus, outbox });
      running.push(relay);
      relay.start();
    };
    const add = async (receiver: string, deadline = inAnHour()) => {
      const id = await resources().database.transaction((transaction) =>
        outbox.add(transaction, mail(receiver), deadline),
      );
      outbox.wake();
      return id;
    };
    const addDecoy = async () => {
      await resources().database.transaction((tx) => outbox.addDecoy(tx));
      const [row] = await resources().query('SELECT id FROM outbox ORDER BY created_at DESC LIMIT 1');
      return String(row?.['id']);
    };
    const ids = () => received.map(({ id }) => id).toSorted();
    const published = async (receiver: string) => {
      const id = await add(receiver);
      await becomes(id, `publishings = 1 AND next_at > clock_timestamp() + interval '4 min'`);
      return id;
    };

    it('publish a committed mail, and close it when it is reported as sent', async () => {
      await start();
      const id = await published('ada@example.com');
      await expect.poll(ids).toEqual([id]);
      expect(received.map((event) => decryptMail(cipher, event))).toEqual([mail('ada@example.com')]);
      await report(id, { kind: 'sent' });
      await becomes(id, 'closed_at IS NOT NULL AND payload IS NULL AND next_at IS NULL');
    });

    it('publish nothing of a transaction that rolled back', async () => {
      await start();
      const failing = resources().database.transaction(async (transaction) => {
        await outbox.add(transaction, mail('bob@example.com'), inAnHour());
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      const id = await published('next@example.com');
      await expect.poll(ids).toEqual([id]);
    });

    it('keep nothing readable in the row and the event', async () => {
      const id = await add('ada@example.com');
      const [row] = await resources().query('SELECT outbox::text AS all, payload FROM outbox');
      await start();
      await expect.poll(ids).toEqual([id]);
      const stored = `${String(row?.['all'])} ${String(row?.['payload'])} ${JSON.stringify(received)}`;
      for (const secret of [TOKEN, 'ada@example.com', 'email_verification']) {
        expect(stored).not.toContain(secret);
        expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
      }
    });

    it('publish each of 120 rows once with three relays', async () => {
      const added: string[] = [];
      for (let index = 0; index < 120; index += 1) added.push(await add(`n${index}@example.com`));
      await Promise.all([start(), start(), start()]);
      const open = `SELECT 1 FROM outbox WHERE publishings <> 1 OR next_at < clock_timestamp() + interval '4 min'`;
      await expect.poll(() => resources().query(open)).toEqual([]);
      await expect.poll(ids).toEqual(added.toSorted());
    });

    it('publish a mail again, under a new message id, if no report arrived in time', async () => {
      await start();
      const id = await published('ada@example.com');
      await resources().query('UPDATE outbox SET next_at = clock_timestamp()');
      await expect.poll(ids).toEqual([id, id]);
      await becomes(id, 'publishings = 2');
    });

    it('leave a deferred mail to the mailer, but not past its deadline', async () => {
      await start();
      const id = await published('ada@example.com');
      await report(id, { kind: 'deferred', until: new Date(Date.now() + 1_800_000).toISOString() });
      await becomes(id, `next_at > clock_timestamp() + interval '34 min'`);
      await report(id, { kind: 'deferred', until: '2999-01-01T00:00:00Z' });
      await becomes(id, `next_at = deadline + interval '5 min'`);
    });

    it('close a dead mail, keep its payload, and correct it if it is reported as sent later', async () => {
      await start();
      const id = await published('ada@example.com');
      await report(id, { kind: 'dead', reason: 'smtp 5.1.1' });
      await becomes(id, `dead_reason = 'smtp 5.1.1' AND payload IS NOT NULL AND next_at IS NULL`);
      await report(id, { kind: 'deferred', until: inAnHour().toISOString() });
      await report(id, { kind: 'sent' });
      await becomes(id, 'dead_reason IS NULL AND payload IS NULL AND next_at IS NULL');
    });

    it('dead-letter and erase a mail past its deadline', async () => {
      await start();
      const id = await add('late@example.com', new Date(Date.now() - 1_000));
      await becomes(id, `dead_reason = 'expired' AND payload IS NULL AND closed_at IS NOT NULL`);
      expect(received).toEqual([]);
    });

    it('delete rows closed 7 days ago, and erase payloads of closed rows past their deadline', async () => {
      const close = async (reason: string, closedFor: string, deadline: string) => {
        const id = await add('a@b.c');
        const text = `UPDATE outbox SET next_at = NULL, dead_reason = $2, closed_at = clock_timestamp() - $3::interval,
          deadline = clock_timestamp() + $4::interval WHERE id = $1`;
        await resources().query(text, [id, reason, closedFor, deadline]);
        return id;
      };
      const old = await close('smtp 5.1.1', '169 hours', '0');
      const recent = await close('smtp 5.1.1', '167 hours', '0');
      const decoy = await addDecoy();
      const sendable = await close('smtp 5.1.1', '167 hours', '1 hour');
      const open = await add('a@b.d');
      await start();
      for (const id of [recent, decoy]) await becomes(id, 'payload IS NULL');
      for (const id of [sendable, open]) await becomes(id, 'payload IS NOT NULL');
      await expect.poll(() => resources().query('SELECT 1 FROM outbox WHERE id = $1', [old])).toEqual([]);
    });

    it('ignore malformed reports and reports on unknown mails', async () => {
      await start();
      await resources().bus.publish('mailer.report', randomUUID(), Buffer.from('nonsense'));
      await resources().bus.publish('mailer.report', randomUUID(), Buffer.from('{"v":9}'));
      await report(randomUUID(), { kind: 'sent' });
      const id = await published('ada@example.com');
      await report(id, { kind: 'sent' });
      await becomes(id, 'closed_at IS NOT NULL');
    });
  });
}
