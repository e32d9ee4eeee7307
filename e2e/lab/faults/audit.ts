import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Cluster } from './cluster.js';
import type { PostgresServer } from '../../support/postgres-server.js';

/** The sweeper comes every 5 s, and some time after PostgreSQL came back. */
const SLACK = "interval '20 s'";
const AGO = `clock_timestamp() - ${SLACK}`;
const IS_LIVE = `(read_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ${AGO}))`;
const IS_LEASED = `(deleted_at IS NULL AND lease_until > ${AGO})`;

/** What must never be in the database, however things failed. Each statement gives a row for each breach. */
const BREACHES: Record<string, string> = {
  'content that belongs to no note that can be read or is on lease': `
    SELECT 1 FROM note_payload LEFT JOIN note ON id = note_id
     WHERE (${IS_LIVE} OR ${IS_LEASED}) IS NOT TRUE`,
  'a note that can be read has no content': `
    SELECT 1 FROM note LEFT JOIN note_payload ON note_id = id
     WHERE note_id IS NULL AND read_at IS NULL AND deleted_at IS NULL
       AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
  'an account for which no mail was ordered': `
    SELECT 1 FROM user_account LEFT JOIN mail_token ON user_id = user_account.id WHERE user_id IS NULL`,
  'a mail that was given up': `SELECT 1 FROM outbox WHERE dead_reason IS NOT NULL`,
};

/** @returns what is wrong, in words */
export async function brokenInvariants(postgres: PostgresServer): Promise<string[]> {
  const broken: string[] = [];
  for (const [words, statement] of Object.entries(BREACHES)) {
    const { length } = await postgres.query(statement);
    if (length > 0) broken.push(`${length} × ${words}`);
  }
  return broken;
}

/** Mails that wait to be sent, or to be known as sent. */
export async function openMails(postgres: PostgresServer): Promise<number> {
  return (await postgres.query('SELECT 1 FROM outbox WHERE closed_at IS NULL')).length;
}

/** Accounts whose owner never got a mail, also those of whom nobody was told that they had signed up. */
export async function accountsWithoutMail({
  postgres,
  smtp,
}: Pick<Cluster, 'postgres' | 'smtp'>): Promise<number> {
  const accounts = await postgres.query('SELECT email FROM user_account');
  const mailed = new Set(smtp.mails.flatMap(({ recipients }) => recipients));
  return accounts.filter(({ email }) => !mailed.has(String(email))).length;
}

/**
 * Messages that NATS still has to deliver, or delivers again unless somebody acknowledges them. Those that were laid aside
 * wait for a person.
 */
export async function undelivered({ nats }: Pick<Cluster, 'nats'>): Promise<number> {
  const connection = await connect({ servers: nats.url });
  try {
    const manager = await jetstreamManager(connection);
    const consumers = await manager.consumers.list('ONASTY_MAIL').next();
    return consumers.reduce((sum, one) => sum + one.num_pending + one.num_ack_pending, 0);
  } finally {
    await connection.close();
  }
}
