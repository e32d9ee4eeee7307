import { execFile } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testing/test-database.js';
import { KeyRingCipher } from '#libs/encryption';
import { Secret } from '#libs/config';
import { Database } from '#libs/database';
import { MemoryEventBus, ack } from '#libs/event-bus';
import { decryptMail, encryptedMailSchema, Outbox, OutboxRepository, Relay } from './index.js';

const KEY = Buffer.alloc(32, 5);
const cipher = new KeyRingCipher(
  'MAIL_ENCRYPTION_KEYS',
  new Secret({ activeId: 'k', keys: new Map([['k', KEY]]) }),
);
const COMMAND = 'dist/libs/mail-outbox/commands/mail-dead.js';

interface Outcome {
  code: number;
  output: string;
}

describe('npm run mail:dead', () => {
  let test: TestDatabase;
  let database: Database;
  let repository: OutboxRepository;
  let outbox: Outbox;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = Database.open({ url: new Secret(test.url), poolSize: 3 });
    repository = new OutboxRepository(database);
    outbox = new Outbox(repository, cipher);
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  beforeEach(() => test.query('DELETE FROM outbox'));

  const mailDead = (args: string[], variables: Record<string, string> = {}) =>
    new Promise<Outcome>((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        DATABASE_URL: test.url,
        MAIL_ENCRYPTION_KEYS: `k:${KEY.toString('base64')}`,
        ...variables,
      };
      execFile(process.execPath, [COMMAND, ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
      });
    });
  const addDead = async (reason: string, deadline = new Date(Date.now() + 3_600_000)) => {
    const id = await database.transaction((transaction) =>
      outbox.add(
        transaction,
        {
          request_id: 'r-1',
          receiver: 'ada@example.com',
          template_name: 'reset_password',
          options: { token: 'the-token' },
        },
        deadline,
      ),
    );
    await test.query(
      `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, dead_reason = $2, publishings = 3 WHERE id = $1`,
      [id, reason],
    );
    return id;
  };

  it('lists dead letters without addresses and tokens', async () => {
    const id = await addDead('550 <ada@example.com> unknown');
    const { code, output } = await mailDead(['list']);
    expect(code).toBe(0);
    expect(output).toMatch(new RegExp(`^${id}  reset_password  \\S+Z  \\S+Z  550 \\[address\\] unknown\n$`));
    const other = await mailDead(['list'], {
      MAIL_ENCRYPTION_KEYS: `k:${Buffer.alloc(32, 6).toString('base64')}`,
    });
    expect(other.output).toContain(`${id}  -  `);
  });

  it('redrives one under a new id, which the relay publishes', async () => {
    const [id, other] = [await addDead('smtp 5.1.1'), await addDead('smtp 5.7.1')];
    const { code, output } = await mailDead(['redrive', id]);
    expect(code).toBe(0);
    const [, redriven = ''] = /due again as (\S+)/.exec(output) ?? [];
    expect(redriven).not.toBe(id);
    const bus = new MemoryEventBus();
    const relay = new Relay({ repository, bus, outbox });
    const received: object[] = [];
    bus.consume('mailer.send', 1, async (data) => {
      const event = encryptedMailSchema.parse(JSON.parse(Buffer.from(data).toString()));
      received.push({ id: event.id, receiver: decryptMail(cipher, event).receiver });
      return ack;
    });
    relay.start();
    await expect.poll(() => received).toEqual([{ id: redriven, receiver: 'ada@example.com' }]);
    await relay.stop();
    await bus.close();
    expect(await test.query('SELECT id FROM outbox WHERE dead_reason IS NOT NULL')).toEqual([{ id: other }]);
  });

  it('redrives all except those past their deadline', async () => {
    await addDead('smtp 5.1.1');
    await addDead('smtp 5.7.1');
    const late = await addDead('expired', new Date(Date.now() - 1_000));
    const { code, output } = await mailDead(['redrive']);
    expect(code).toBe(0);
    expect(output.match(/due again/g)).toHaveLength(2);
    expect(await mailDead(['redrive', late])).toEqual({
      code: 1,
      output: 'nothing to redrive: not dead, or past its deadline\n',
    });
    expect(await test.query('SELECT id FROM outbox WHERE closed_at IS NOT NULL')).toEqual([{ id: late }]);
  });

  it('says why the database is not available', async () => {
    expect(await mailDead(['list'], { DATABASE_URL: 'postgresql://localhost:1/onasty' })).toEqual({
      code: 1,
      output: expect.stringMatching(/^the database is not available: .*ECONNREFUSED/),
    });
  });

  it('prints its usage', async () => {
    expect(await mailDead(['unknown'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('DATABASE_URL'),
    });
    expect(await mailDead(['list'], { MAIL_ENCRYPTION_KEYS: 'nonsense' })).toMatchObject({ code: 1 });
  });
});
